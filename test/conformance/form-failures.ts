/** How each violated file about forms fails: the code of its first finding. */
export const FORM_FAILURES: Readonly<Record<string, string>> = {
  'FORM-address': 'wrong-form-taken',
  'FORM-char': 'wrong-form-taken',
  'FORM-code': 'wrong-form-taken',
  'FORM-columns': 'wrong-form-taken',
  'FORM-comma': 'wrong-form-taken',
  'FORM-day': 'wrong-form-taken',
  'FORM-future': 'wrong-form-taken',
  'FORM-sum': 'wrong-form-taken',
  'FORM-tick': 'form-tick-not-followed',
  I24: 'wrong-form-taken',
  'INS-33': 'wrong-form-taken',
  'INS-37': 'wrong-form-taken',
  'INS-38': 'wrong-form-taken',
}
