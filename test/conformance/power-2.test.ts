import { describePower } from '../support/power-cases.ts'
import { mutantSubjects, powerDefaults } from '../support/suites.ts'

describePower(mutantSubjects(), { ...powerDefaults, seed: 1 }, 1, 2)
