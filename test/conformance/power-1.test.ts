import { describePower } from '../support/power-cases.ts'

describePower(0, 2)
