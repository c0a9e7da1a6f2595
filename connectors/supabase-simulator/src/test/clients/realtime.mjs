// Usage: node realtime.mjs URL KEY VSN. Tells on standard output what the real client sees, one JSON array a line.
import { RealtimeClient } from '@supabase/realtime-js'
import WebSocket from 'ws'

const [url, key, vsn] = process.argv.slice(2)
const say = (...what) => console.log(JSON.stringify(what))
const client = new RealtimeClient(url + '/realtime/v1', {
  params: { apikey: key },
  transport: WebSocket,
  vsn,
  heartbeatCallback: (status) => say('heartbeat', status),
})
const channel = client.channel('db')
channel
  .on('postgres_changes', { event: '*', schema: 'public' }, (change) => say('change', change))
  .on('system', {}, (message) => say('system', message))
  .subscribe((status, error) => say('status', status, error ? String(error) : null))

process.stdin.on('data', async (data) => {
  for (const line of data.toString().split('\n').filter((l) => l)) {
    const [command, argument] = line.split(' ')
    if (command === 'heartbeat') await client.sendHeartbeat()
    if (command === 'token') await client.setAuth(argument)
    if (command === 'quit') {
      await client.removeAllChannels()
      await client.disconnect()
      process.exit(0)
    }
  }
})
