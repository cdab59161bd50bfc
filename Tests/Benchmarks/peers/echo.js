// An echo server in Node: what arrives is piped back.
//
//   node echo.js PORT
'use strict'
const net = require('node:net')

const server = net.createServer({ allowHalfOpen: true, noDelay: true }, (connection) => {
  connection.on('error', () => connection.destroy())
  connection.pipe(connection)
})
server.listen({ host: '127.0.0.1', port: Number(process.argv[2]), backlog: 4096 })
