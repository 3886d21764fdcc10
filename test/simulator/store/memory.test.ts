import { memoryStore } from '../../../simulator/store/memory.ts'
import { storeContract } from '../../contracts/store.contract.ts'

storeContract({
  name: 'memory',
  place: async () => {
    const store = memoryStore()
    return { open: async () => store, remove: async () => undefined }
  },
})
