import { insurerMutantSubjects, insurerPower } from '../support/insurer-suite.ts'
import { describePower } from '../support/power-cases.ts'

describePower(insurerMutantSubjects(), insurerPower, 1, 2)
