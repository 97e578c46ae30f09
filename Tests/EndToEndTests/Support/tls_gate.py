"""A TLS server on loopback in front of a demo's API server, which lets through who has a client certificate.

Arguments: the demo's port, a PEM of the gate's certificate and key, a PEM of the authority of the clients.
Prints its port. Lines of standard input: "down" ends all connections and answers no new one; "up" is as before and
prints how many connections were tried meanwhile.
"""

import asyncio
import ssl
import sys


class Gate:
    def __init__(self, upstream):
        self.upstream = upstream
        self.is_up = True
        self.refused = 0
        self.open = set()
        self.outward = ssl.create_default_context()
        self.outward.check_hostname = False
        self.outward.verify_mode = ssl.CERT_NONE

    async def serve(self, reader, writer):
        if not self.is_up:
            self.refused += 1
            writer.transport.abort()
            return
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.upstream, ssl=self.outward)
        except OSError:
            writer.transport.abort()
            return
        pair = (writer.transport, far_writer.transport)
        self.open.add(pair)
        try:
            await asyncio.gather(self.copy(reader, far_writer), self.copy(far_reader, writer))
        finally:
            self.open.discard(pair)
            for transport in pair:
                transport.abort()

    async def copy(self, reader, writer):
        try:
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
            writer.close()
        except (OSError, ssl.SSLError):
            writer.transport.abort()

    def command(self, line):
        if line == "down":
            self.is_up = False
            for pair in list(self.open):
                for transport in pair:
                    transport.abort()
        elif line == "up":
            print(self.refused, flush=True)
            self.is_up = True
            self.refused = 0


async def main():
    gate = Gate(int(sys.argv[1]))
    inward = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    inward.load_cert_chain(sys.argv[2])
    inward.load_verify_locations(sys.argv[3])
    inward.verify_mode = ssl.CERT_REQUIRED
    server = await asyncio.start_server(gate.serve, "127.0.0.1", 0, ssl=inward)
    print(server.sockets[0].getsockname()[1], flush=True)
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        gate.command(line.strip())
    # Whoever started it has gone.
    for pair in list(gate.open):
        for transport in pair:
            transport.abort()


asyncio.run(main())
