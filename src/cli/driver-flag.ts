import { type DriverSpec, parseDriver } from '../session/driver-spec.ts'
import { wrongValue } from './usage-error.ts'

/** Reads `--driver`; throws a usage error that shows every form. */
export function driverSpecOf(text: string): DriverSpec {
  const spec = parseDriver(text)
  if (spec.ok) return spec.value
  throw wrongValue('--driver', text, spec.problem.allowed, `--driver ${spec.problem.example}`)
}
