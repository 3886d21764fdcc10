import fc from 'fast-check'

// A fresh seed per property, printed when one fails, and a hundred times the usual look.
fc.configureGlobal({ numRuns: 10_000 })
