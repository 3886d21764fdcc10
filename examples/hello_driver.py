"""A clinic system in one file: Python 3 standard library only. It speaks the driver protocol over stdin and stdout.

    madoguchi conform clinic --driver "stdio:python3 examples/hello_driver.py"

It reads cards at the reader, and nothing else yet: docs/drivers.md says what to add next.
"""
import json
import sys
import urllib.parse
import urllib.request
import xml.etree.ElementTree as ET

NOTHING = {"method": None, "payers": [], "reads": [], "recorded": None, "warnings": [], "followUps": [], "offers": []}
LADDER = ["portal-screen", "portal-pdf", "notice", "past-record", "declaration"]


class Office:
    """What the clinic knows within one case; setup empties it."""

    def __init__(self, base_url):
        self.base_url = base_url
        self.cursor = ""
        self.answers = {}

    def get(self, path):
        with urllib.request.urlopen(self.base_url + path, timeout=5) as response:
            return response.read()

    def pick_up(self):
        """The newest result file of the reader that was not seen before, or None."""
        listing = json.loads(self.get("face?after=" + urllib.parse.quote(self.cursor)))
        self.cursor = listing["cursor"]
        if not listing["files"]:
            return None
        return read_xml(self.get("face/" + urllib.parse.quote(listing["files"][-1]["name"])))


def read_xml(data):
    """Parses a result file. The parser of Python knows no Shift_JIS, so that is decoded first."""
    declaration, _, _ = data.partition(b"?>")
    if b"shift_jis" in declaration.lower():
        data = data.decode("cp932").partition("?>")[2].encode("utf-8")
    return ET.fromstring(data)


def element(tree, name):
    """Text of the first element of this name, None when it is absent."""
    found = tree.find(f".//{name}")
    return None if found is None else found.text or ""


def day(text):
    """20261121 of the wire as 2026-11-21."""
    return f"{text[:4]}-{text[4:6]}-{text[6:8]}" if text else ""


def share_of(tree, today):
    """The share in percent: from the record where it has one, else from the law by age; None when it has to be asked."""
    if element(tree, "InsuredCardClassification") == "05":
        return "100"
    if (element(tree, "InsurerNumber") or "").strip().startswith("39"):
        return element(tree, "InsuredPartialContributionRatio")
    elderly = element(tree, "ElderlyRecipientContributionRatio")
    start, end = element(tree, "ElderlyRecipientValidStartDate"), element(tree, "ElderlyRecipientValidEndDate")
    if elderly and day(start) <= today <= day(end):
        return elderly
    birth = day(element(tree, "Birthdate"))
    year, month, date = (int(part) for part in birth.split("-"))
    # School begins on the 1 April after the day before the sixth birthday.
    school = f"{year + (6 if birth[5:] <= '04-01' else 7)}-04-01"
    if element(tree, "PreschoolClassification") == "1" or today < school:
        return "020"
    # 70 to 74: from the month after the birthday, or the same day when born on the first.
    following = month if date == 1 else month + 1
    elderly_start = f"{year + 70 + (following > 12)}-{1 if following > 12 else following:02d}-01"
    return "030" if today < elderly_start else None


def accept(reception, tree):
    screens = reception["reader"]
    grace = "result-sent-eligibility-only" in screens
    phone = any(thing["kind"] == "phone" for thing in reception["shown"])
    limit = element(tree, "LimitApplicationCertificateClassificationFlag")
    # Eight places on the wire; six digits for 国保. Symbol, number and branch are texts: leading zeros count.
    key = {
        "insurerNumber": (element(tree, "InsurerNumber") or "").strip(),
        "symbol": element(tree, "InsuredCardSymbol"),
        "number": element(tree, "InsuredIdentificationNumber") or "",
        "branch": element(tree, "InsuredBranchNumber"),
    }
    reads = ["eligibility"] + (["limit"] if limit else [])
    return {
        **NOTHING,
        "decision": "accepted",
        "method": "M04" if grace else "M07" if phone else "M03",
        "payers": [{"kind": "insurance", "share": share_of(tree, reception["at"][:10]), "limitClass": limit}],
        "reads": [{"what": what, "role": "reception"} for what in reads],
        "recorded": {
            "verified": "card",
            "checkedOn": day(element(tree, "QualificationConfirmationDate")),
            "key": key,
            "birthDate": day(element(tree, "Birthdate")),
        },
        "followUps": [{"what": "renew-certificate", "due": None}] if grace or "result-sent-renew-soon" in screens else [],
    }


def receive(office, reception):
    # A visit may come again with more on the counter: its result was fetched the first time.
    tree = office.answers.get(reception["visit"])
    if tree is None and any(screen.startswith("result-sent") for screen in reception["reader"]):
        tree = office.answers[reception["visit"]] = office.pick_up()
    if tree is not None:
        birth, chart = day(element(tree, "Birthdate")), reception["chart"]
        if chart and birth and birth != chart["birthDate"]:
            return {**NOTHING, "decision": "stop", "offers": ["my-number-card"]}
        if element(tree, "QualificationValidity") == "1":
            return accept(reception, tree)
    kinds = [thing["kind"] for thing in reception["shown"]]
    if "screenshot" in kinds:
        return {**NOTHING, "decision": "ask", "offers": ["portal-screen"]}
    if "my-number-card" not in kinds and any(kind in kinds for kind in ("portal-screen", "portal-pdf", "notice")):
        payers = [{"kind": "private", "share": "100", "limitClass": None}]
        follow_ups = [{"what": "bring-proof", "due": None}]
        offers = ["my-number-card", "certificate"]
        return {**NOTHING, "decision": "full-charge", "payers": payers, "followUps": follow_ups, "offers": offers}
    return {**NOTHING, "decision": "ask", "offers": ["my-number-card", "certificate", *LADDER]}


def main():
    office = None
    can = {"clock": "movable", "worlds": "many", "memory": "cleared", "transport": "http", "operations": ["setup", "receive"]}
    for line in sys.stdin:
        request = json.loads(line)
        answer = {"id": request["id"]}
        try:
            if request["op"] == "setup":
                office = Office(request["input"]["baseUrl"])
                answer["result"] = {"name": "hello_driver", "version": "1", "capabilities": can}
            elif request["op"] == "receive":
                answer["result"] = receive(office, request["input"])
            else:
                answer["unsupported"] = True
        except Exception as error:  # the harness shows it and goes on
            answer["error"] = repr(error)
        print(json.dumps(answer), flush=True)


main()
