/**
 * What every method is worth, as interval lines typed from `facts/rules.md` 1.3, 1.5 and 2: method, facility, line up or
 * down, first and last day (both inclusive, `…` open), outcome, source. The outcome is the method it is accepted by with the
 * read level, or what happens instead. Each cell of the grid has to be told by exactly one line.
 */
export const LINES = `
M01  | FULL                | online | …          | 2021-10-19 | M01 R0 | S0 S3 S4; no inquiry before OQS began
M01  | FULL                | online | 2021-10-20 | 2025-12-01 | M01 R1 | S0 S3 S4 W30
M01  | FULL                | online | 2025-12-02 | 2026-07-31 | M02 R1 | W14 W15
M01  | FULL                | online | 2026-08-01 | …          | 10割    | W16 W19
M01  | FULL                | outage | …          | 2025-12-01 | M01 R0 | S0 S3 S4
M01  | FULL                | outage | 2025-12-02 | …          | 10割    | W14; never without the inquiry
M01  | LIMITED MOBILE NONE | both   | …          | 2025-12-01 | M01 R0 | S0 S3 S4
M01  | LIMITED MOBILE NONE | both   | 2025-12-02 | …          | 10割    | W14
M02  | FULL                | online | …          | 2021-10-19 | M01 R0 | S4
M02  | FULL                | online | 2021-10-20 | 2025-07-31 | M01 R1 | S4 W12
M02  | FULL                | online | 2025-08-01 | 2026-07-31 | M02 R1 | W12 W13 W15
M02  | FULL                | online | 2026-08-01 | …          | 10割    | W16 W19
M02  | FULL                | outage | …          | 2025-07-31 | M01 R0 | S4
M02  | FULL                | outage | 2025-08-01 | …          | 10割    | W12
M02  | LIMITED MOBILE NONE | both   | …          | 2025-07-31 | M01 R0 | S4
M02  | LIMITED MOBILE NONE | both   | 2025-08-01 | …          | 10割    | W12
M03  | FULL                | online | …          | 2021-10-19 | ask    | rules.md 10.2
M03  | FULL                | online | 2021-10-20 | …          | M03 R3 | S0 S3 S4 W20
M03  | LIMITED             | online | …          | 2024-03-31 | ask    | W38
M03  | LIMITED             | online | 2024-04-01 | …          | M19 R1 | W38
M03  | MOBILE              | online | …          | 2025-03-31 | ask    | D102; at the counter only since 2025-04
M03  | MOBILE              | online | 2025-04-01 | …          | M20b R3| D102
M03  | NONE                | both   | …          | …          | ask    | rules.md 1.3
M03  | FULL LIMITED MOBILE | outage | …          | …          | ask    | rules.md 2.1 row H2
M04  | FULL                | online | …          | 2024-12-01 | ask    | rules.md 10.2; no grace yet
M04  | FULL                | online | 2024-12-02 | …          | M04 R1 | S2 W22 W24
M04  | LIMITED             | online | …          | 2024-12-01 | ask    | rules.md 10.2
M04  | LIMITED             | online | 2024-12-02 | …          | M19 R1 | W22 W38
M04  | MOBILE              | online | …          | 2025-03-31 | ask    | D102
M04  | MOBILE              | online | 2025-04-01 | …          | M20b R1| W22 D102
M04  | NONE                | both   | …          | …          | ask    | rules.md 1.3
M04  | FULL LIMITED MOBILE | outage | …          | …          | ask    | rules.md 2.1 row H2
M05  | FULL                | online | …          | 2023-12-14 | ask    | W33
M05  | FULL                | online | 2023-12-15 | …          | M05 R3 | S4 W33 W34
M05  | LIMITED             | online | …          | 2024-03-31 | ask    | W38
M05  | LIMITED             | online | 2024-04-01 | …          | M19 R1 | W38
M05  | MOBILE              | online | …          | 2025-03-31 | ask    | D102
M05  | MOBILE              | online | 2025-04-01 | …          | M20b R3| W34 D102
M05  | NONE                | both   | …          | …          | ask    | rules.md 1.3
M05  | FULL LIMITED MOBILE | outage | …          | …          | ask    | rules.md 2.1 row H2
M06  | FULL                | online | …          | 2024-12-01 | ask    | W35
M06  | FULL                | online | 2024-12-02 | …          | M06 R3 | W35 D11
M06  | LIMITED             | online | …          | 2024-12-01 | ask    | W35
M06  | LIMITED             | online | 2024-12-02 | …          | M19 R1 | W35 W38
M06  | MOBILE              | online | …          | 2025-03-31 | ask    | D102
M06  | MOBILE              | online | 2025-04-01 | …          | M20b R3| W35 D102
M06  | NONE                | both   | …          | …          | ask    | rules.md 1.3
M06  | FULL LIMITED MOBILE | outage | …          | …          | ask    | rules.md 2.1 row H2
M07  | FULL                | online | …          | 2025-09-18 | 10割    | W26
M07  | FULL                | online | 2025-09-19 | …          | M07 R3 | W26 W27
M07  | FULL                | outage | …          | …          | 10割    | rules.md 2.1 row Z
M07  | LIMITED MOBILE NONE | both   | …          | …          | 10割    | W26; equipped sites only
M08  | FULL                | online | …          | 2024-12-01 | 10割    | S3 S4 W43
M08  | FULL                | online | 2024-12-02 | …          | M08 R1 | S3 S4 W43
M08  | FULL                | outage | …          | 2024-12-01 | 10割    | S3 S4 W43
M08  | FULL                | outage | 2024-12-02 | …          | M08 R0 | S3 S4 W43
M08  | LIMITED MOBILE NONE | both   | …          | 2024-12-01 | 10割    | S3 S4 W43
M08  | LIMITED MOBILE NONE | both   | 2024-12-02 | …          | M08 R0 | S3 S4 W43
M09  | FULL                | online | …          | 2023-07-09 | ask    | W5
M09  | FULL                | online | 2023-07-10 | …          | M09 R1 | S0 S3 S4 W5
M09  | FULL                | outage | …          | 2023-07-09 | ask    | W5
M09  | FULL                | outage | 2023-07-10 | …          | M09 R0 | S0 S3 S4 W5
M09  | LIMITED MOBILE NONE | both   | …          | 2023-07-09 | ask    | W5
M09  | LIMITED MOBILE NONE | both   | 2023-07-10 | …          | M09 R0 | S0 S3 S4 W5
M10  | FULL                | online | …          | 2024-01-31 | ask    | S4
M10  | FULL                | online | 2024-02-01 | …          | M10 R1 | S3 S4
M10  | FULL                | outage | …          | 2024-01-31 | ask    | S4
M10  | FULL                | outage | 2024-02-01 | …          | M10 R0 | S3 S4
M10  | LIMITED MOBILE NONE | both   | …          | 2024-01-31 | ask    | S4
M10  | LIMITED MOBILE NONE | both   | 2024-02-01 | …          | M10 R0 | S3 S4
M11  | FULL                | online | …          | 2024-12-01 | ask    | S2 S3
M11  | FULL                | online | 2024-12-02 | …          | M11 R1 | S2 S3 W46
M11  | FULL                | outage | …          | 2024-12-01 | ask    | S2 S3
M11  | FULL                | outage | 2024-12-02 | …          | M11 R0 | S2 S3 W46
M11  | LIMITED MOBILE NONE | both   | …          | 2024-12-01 | ask    | S2 S3
M11  | LIMITED MOBILE NONE | both   | 2024-12-02 | …          | M11 R0 | S2 S3 W46
M12  | FULL                | online | …          | 2025-12-01 | 10割    | W14
M12  | FULL                | online | 2025-12-02 | 2026-07-31 | M12 R1 | W14 W15
M12  | FULL                | online | 2026-08-01 | …          | 10割    | W16 W19
M12  | FULL                | outage | …          | …          | 10割    | W12
M12  | LIMITED MOBILE NONE | both   | …          | …          | 10割    | W12
M12k | FULL                | online | …          | 2025-07-31 | 10割    | W12; 国保
M12k | FULL                | online | 2025-08-01 | 2026-07-31 | M12 R1 | W12 W13 W15
M12k | FULL                | online | 2026-08-01 | …          | 10割    | W16 W19
M12k | FULL                | outage | …          | …          | 10割    | W12
M12k | LIMITED MOBILE NONE | both   | …          | …          | 10割    | W12
M13  | FULL                | online | …          | 2021-10-19 | ask    | W5
M13  | FULL                | online | 2021-10-20 | …          | M21 R1 | rules.md 2.1 row H1
M13  | FULL                | outage | …          | 2023-07-09 | ask    | W5
M13  | FULL                | outage | 2023-07-10 | …          | M13 R0 | W5 W42
M13  | LIMITED MOBILE NONE | both   | …          | 2023-07-09 | ask    | W5
M13  | LIMITED MOBILE NONE | both   | 2023-07-10 | …          | M13 R0 | W5 W42
M14  | FULL LIMITED MOBILE NONE | both | …       | 2023-07-09 | ask    | W1
M14  | FULL LIMITED MOBILE NONE | both | 2023-07-10 | …       | M14 R0 | W1 W4 W5
M15  | FULL                | both   | …          | …          | M15 R1 | W3
M15  | LIMITED MOBILE NONE | both   | …          | …          | 10割    | W3
M16  | FULL                | both   | …          | …          | M16 R3 | W40
M16  | LIMITED MOBILE NONE | both   | …          | …          | 10割    | W40
M17  | FULL                | online | …          | 2025-02-11 | 10割    | W37; the copy
M17  | FULL                | online | 2025-02-12 | …          | M17 R1 | S2 W37
M17  | FULL                | outage | …          | 2025-02-11 | 10割    | W37
M17  | FULL                | outage | 2025-02-12 | …          | M17 R0 | S2 W37
M17  | LIMITED MOBILE NONE | both   | …          | 2025-02-11 | 10割    | W37
M17  | LIMITED MOBILE NONE | both   | 2025-02-12 | …          | M17 R0 | S2 W37
M17p | FULL                | online | …          | 2024-10-31 | 10割    | W37; the saved PDF itself
M17p | FULL                | online | 2024-11-01 | …          | M17 R1 | S2 W37
M17p | FULL                | outage | …          | 2024-10-31 | 10割    | W37
M17p | FULL                | outage | 2024-11-01 | …          | M17 R0 | S2 W37
M17p | LIMITED MOBILE NONE | both   | …          | 2024-10-31 | 10割    | W37
M17p | LIMITED MOBILE NONE | both   | 2024-11-01 | …          | M17 R0 | S2 W37
M18  | FULL                | online | …          | 2025-09-18 | 10割    | W29
M18  | FULL                | online | 2025-09-19 | …          | M18 R1 | W29
M18  | FULL                | outage | …          | 2025-09-18 | 10割    | W29
M18  | FULL                | outage | 2025-09-19 | …          | M18 R0 | W29
M18  | LIMITED MOBILE NONE | both   | …          | …          | 10割    | W29; phone-enabled sites only
M19  | LIMITED             | online | …          | 2024-03-31 | ask    | W38
M19  | LIMITED             | online | 2024-04-01 | …          | M19 R1 | W38
M19  | LIMITED             | outage | …          | …          | ask    | rules.md 2.1 row H2
M19  | FULL MOBILE NONE    | both   | …          | …          | ask    | W38; the app of limited sites
M20a | FULL MOBILE         | online | …          | 2024-03-31 | ask    | W39
M20a | FULL MOBILE         | online | 2024-04-01 | …          | M20a R3| W39 D22
M20a | FULL MOBILE         | outage | …          | …          | ask    | rules.md 2.1 row AL
M20a | LIMITED NONE        | both   | …          | …          | ask    | W39; no such tool
M20b | FULL MOBILE         | online | …          | 2024-03-31 | ask    | W39
M20b | FULL MOBILE         | online | 2024-04-01 | …          | M20b R3| W39 W41
M20b | FULL MOBILE         | outage | …          | …          | ask    | rules.md 2.1 row AL
M20b | LIMITED NONE        | both   | …          | …          | ask    | W39; no such tool
M20v | FULL MOBILE         | online | …          | 2024-09-30 | ask    | W39; by eye
M20v | FULL MOBILE         | online | 2024-10-01 | …          | M20b R3| W34 W39
M20v | FULL MOBILE         | outage | …          | …          | ask    | rules.md 2.1 row AL
M20v | LIMITED NONE        | both   | …          | …          | ask    | W39
M20r | FULL MOBILE         | online | …          | 2024-03-31 | 10割    | W39; 再照会, no card there
M20r | FULL MOBILE         | online | 2024-04-01 | …          | M20b R3| D74
M20r | FULL MOBILE         | outage | …          | …          | 10割    | rules.md 2.1 row Z
M20r | LIMITED NONE        | both   | …          | …          | 10割    | W39
M21  | FULL                | online | …          | 2021-10-19 | ask    | rules.md 10.2
M21  | FULL                | online | 2021-10-20 | …          | M21 R1 | rules.md 2.1 row AL
M21  | FULL                | outage | …          | …          | ask    | rules.md 2.1 row AL
M21  | LIMITED MOBILE NONE | both   | …          | …          | ask    | W68; full sites only
M22  | FULL                | online | …          | 2028-03-31 | ask    | W65
M22  | FULL                | online | 2028-04-01 | …          | M22 R3 | W65
M22  | LIMITED             | online | …          | 2028-03-31 | ask    | W65
M22  | LIMITED             | online | 2028-04-01 | …          | M19 R1 | W38 W65
M22  | MOBILE              | online | …          | 2028-03-31 | ask    | W65
M22  | MOBILE              | online | 2028-04-01 | …          | M20b R3| W65 D102
M22  | NONE                | both   | …          | …          | ask    | rules.md 1.3
M22  | FULL LIMITED MOBILE | outage | …          | …          | ask    | rules.md 2.1 row H2
M23  | FULL LIMITED MOBILE NONE | both | …       | …          | 10割    | S1 S2; never alone
M24  | FULL                | online | …          | 2024-12-01 | ask    | W36; the card is no insurance card
M24  | FULL                | online | 2024-12-02 | …          | M08 R1 | W36
M24  | FULL                | outage | …          | 2024-12-01 | ask    | W36
M24  | FULL                | outage | 2024-12-02 | …          | M08 R0 | W36
M24  | LIMITED MOBILE NONE | both   | …          | 2024-12-01 | ask    | W36
M24  | LIMITED MOBILE NONE | both   | 2024-12-02 | …          | M08 R0 | W36
M25  | FULL LIMITED MOBILE NONE | both | …       | …          | 10割    | W2
M26  | FULL MOBILE         | online | …          | 2024-03-31 | ask    | W39
M26  | FULL MOBILE         | online | 2024-04-01 | …          | M26 R3 | D22
M26  | FULL MOBILE         | outage | …          | …          | ask    | rules.md 2.1 row H2
M26  | LIMITED NONE        | both   | …          | …          | ask    | D22; no such tool
M27  | FULL                | online | …          | 2021-10-19 | ask    | rules.md 10.2
M27  | FULL                | online | 2021-10-20 | 2024-12-08 | M03 R1 | D23; eligibility without consents
M27  | FULL                | online | 2024-12-09 | …          | M27 R3 | D23; a hospital
M27  | FULL                | outage | …          | …          | ask    | rules.md 2.1 row H2
M27  | NONE                | both   | …          | …          | ask    | D23
M27  | LIMITED             | online | …          | 2024-03-31 | ask    | W38
M27  | LIMITED             | online | 2024-04-01 | …          | M19 R1 | W38
M27  | MOBILE              | online | …          | 2025-03-31 | ask    | D102
M27  | MOBILE              | online | 2025-04-01 | …          | M20b R1| D102 D23; eligibility without consents
M27  | LIMITED MOBILE      | outage | …          | …          | ask    | rules.md 2.1 row H2
M27c | FULL                | online | …          | 2021-10-19 | ask    | rules.md 10.2
M27c | FULL                | online | 2021-10-20 | …          | M03 R1 | D23; clinics are excluded
M27c | FULL                | outage | …          | …          | ask    | rules.md 2.1 row H2
M28  | FULL LIMITED MOBILE NONE | both | …       | …          | M28 R0 | D24
M28x | FULL LIMITED MOBILE NONE | both | …       | …          | 10割    | D24; the day after its twentieth
M29  | FULL                | online | …          | 2026-06-13 | ask    | D25
M29  | FULL                | online | 2026-06-14 | …          | M29 R3 | D25
M29  | LIMITED             | online | …          | 2026-06-13 | ask    | D25
M29  | LIMITED             | online | 2026-06-14 | …          | M19 R1 | D25 W38
M29  | MOBILE              | online | …          | 2026-06-13 | ask    | D25
M29  | MOBILE              | online | 2026-06-14 | …          | M20b R3| D25 D102
M29  | NONE                | both   | …          | …          | ask    | rules.md 1.3
M29  | FULL LIMITED MOBILE | outage | …          | …          | ask    | rules.md 2.1 row H2
M30  | FULL LIMITED MOBILE NONE | both | …       | …          | ask    | D26; not registered yet
M31  | FULL                | online | …          | 2024-12-01 | ask    | rules.md 1.3
M31  | FULL                | online | 2024-12-02 | …          | M11 R1 | S2 S3
M31  | FULL                | outage | …          | 2024-12-01 | ask    | rules.md 1.3
M31  | FULL                | outage | 2024-12-02 | …          | M11 R0 | S2 S3
M31  | LIMITED MOBILE NONE | both   | …          | 2024-12-01 | ask    | rules.md 1.3
M31  | LIMITED MOBILE NONE | both   | 2024-12-02 | …          | M11 R0 | S2 S3
M32  | FULL LIMITED MOBILE NONE | both | …       | …          | M32 R0 | S3
G820 | FULL                | online | 2026-08-20 | 2026-08-20 | M03 R3 | rules.md 3; certificate to 2026-08-20
G820 | FULL                | online | 2026-08-21 | 2026-11-30 | M04 R1 | S2 W21
G820 | FULL                | online | 2026-12-01 | 2026-12-02 | ask    | S2 W21
`
