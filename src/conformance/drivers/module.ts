import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Result, err, ok } from '../../domain/result.ts'
import type { Driver, DriverProblem } from '../../../scenarios/ports.ts'
import { driverProblem } from './driver-problem.ts'
import { type Drive, functionDriver } from './function.ts'
import type { ProtocolDriverOptions } from './protocol-driver.ts'

/** Imports a file that exports one async function of the protocol, by default or as `drive`. */
export async function moduleDriver(
  file: string,
  options: ProtocolDriverOptions = {},
): Promise<Result<Driver, DriverProblem>> {
  const name = `module:${file}`
  const refuse = (seen: string) => err(driverProblem('DRIVER_UNREACHABLE', options.lang ?? 'en', name, seen))
  try {
    const exported: unknown = await import(pathToFileURL(resolve(file)).href)
    const drive = driveOf(exported)
    return drive === null
      ? refuse('no function is exported, neither by default nor as "drive"')
      : ok(functionDriver(name, drive, options))
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error))
  }
}

const isDrive = (value: unknown): value is Drive => typeof value === 'function'

function driveOf(exported: unknown): Drive | null {
  if (typeof exported !== 'object' || exported === null) return null
  if ('drive' in exported && isDrive(exported.drive)) return exported.drive
  return 'default' in exported && isDrive(exported.default) ? exported.default : null
}
