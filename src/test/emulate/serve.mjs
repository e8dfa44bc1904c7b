// A Web API of Slack's by other hands (npm emulate, pinned): prints its address and stays until its
// input ends. Started by EmulatedSlackTest.
import { createEmulator } from 'emulate'
import { createServer } from 'node:net'

const free = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })

const port = await free()
const slack = await createEmulator({
  service: 'slack',
  port,
  hostname: '127.0.0.1',
  // Upload addresses begin with this: they must name the host that the Web API has.
  baseUrl: `http://127.0.0.1:${port}`,
  seed: {
    tokens: { 'xoxb-emulated': { login: 'offprint', scopes: [] } },
    slack: {
      team: { name: 'lab', domain: 'lab' },
      users: [{ name: 'offprint', real_name: 'offprint', email: 'offprint@example.com' }],
      channels: [{ name: 'lab' }],
    },
  },
})
console.log(slack.url)
process.stdin.resume()
process.stdin.on('end', async () => {
  await slack.close()
  process.exit(0)
})
