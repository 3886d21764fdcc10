/** A module that exports no function. */
export const version = 1
