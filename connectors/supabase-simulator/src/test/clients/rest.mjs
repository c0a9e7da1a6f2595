// Usage: node rest.mjs URL KEY. Reads rows as supabase-js and postgrest-js do; one JSON array a line.
import { createClient } from '@supabase/supabase-js'
import { PostgrestClient } from '@supabase/postgrest-js'
import WebSocket from 'ws'

const [url, key, token] = process.argv.slice(2)
const say = (...what) => console.log(JSON.stringify(what))
const client = createClient(url, key, { realtime: { transport: WebSocket } })
const entries = () => client.from('projects').select('*')

let last = null
const ids = []
for (;;) {
  let query = entries().order('updated_at').order('id').limit(1000)
  if (last) {
    query = query.or(`updated_at.gt."${last.updated_at}",and(updated_at.eq."${last.updated_at}",id.gt."${last.id}")`)
  }
  const { data, error, status } = await query
  if (error) { say('error', status, error); break }
  say('page', data.length)
  if (!data.length) break
  ids.push(...data.map((row) => row.id))
  last = data[data.length - 1]
}
say('ids', ids)
const counted = await client.from('projects').select('id', { count: 'exact' }).order('id').range(1, 2)
say('counted', counted.status, counted.count, counted.data)
const beyond = await client.from('projects').select('id', { count: 'exact' }).range(50, 60)
say('beyond', beyond.status, beyond.error?.code)
const single = await client.from('projects').select('name').eq('id', 3).single()
say('single', single.data)
const chosen = await client.from('projects').select('id').in('id', [2, 4]).not('name', 'eq', 'p4')
say('chosen', chosen.data)
const missing = await client.from('nothing').select('*')
say('missing', missing.status, missing.error.code)

const rest = new PostgrestClient(url + '/rest/v1', { headers: { apikey: key, Authorization: 'Bearer ' + token } })
const expired = await rest.from('projects').select('*')
say('expired', expired.status, expired.error.code, expired.error.message)
process.exit(0)
