import { it } from 'vitest'
import { deskOf, nobody, registerOf, key, day } from './support.ts'
it('bench', () => {
  const who = nobody()
  const d = deskOf({ who })
  let t = performance.now()
  const ms = Array.from({ length: 300 }, (_, i) => d.world.member(`#${5000 + i}`))
  console.log('members ms ', performance.now() - t)
  t = performance.now()
  for (let i = 0; i < 300; i++) { const m = ms[i]!; d.send(registerOf(m, { memberKey: key('00', String(1000+i)), entries: [{historyId:`x${i}`,kind:'eligibility',from:day('2026-11-01')}] })) }
  console.log('300 posts ms ', performance.now() - t)
  t = performance.now()
  for (let i = 0; i < 300; i++) d.send()
  console.log('300 empty posts ms ', performance.now() - t)
  t = performance.now()
  for (let i = 0; i < 300; i++) d.world.state.find({insurerNumber:'06139992',symbol:'5',number:String(5000+i),branch:null}, null)
  console.log('300 finds ms ', performance.now() - t)
})
