import { createServer } from 'node:http'
import { type Behaviour, readRequest, replyAs } from './behaviour.ts'

/** Starts a system behind a free port. */
export async function startHttpDriver(behaviour: Behaviour): Promise<{ readonly url: string; stop(): Promise<void> }> {
  let connections = 0
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const request = readRequest(Buffer.concat(chunks).toString('utf8'))
      void replyAs(behaviour, request).then((text) => {
        if (text === 'die') return incoming.socket.destroy()
        return outgoing.writeHead(200, { 'x-connections': String(connections) }).end(text)
      })
    })
  })
  server.on('connection', () => {
    connections += 1
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/drive`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
