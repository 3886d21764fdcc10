import { describePower } from '../support/power-cases.ts'

describePower(1, 2)
