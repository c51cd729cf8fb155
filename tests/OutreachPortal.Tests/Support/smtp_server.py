"""A real mail server for the tests. Prints its port, then a line of JSON for each letter it took.

Recipients tell it how to behave the first time: refuse4@ and refuse5@ at RCPT, data4@ and data5@ after DATA, stall@ never answers
DATA, drop@ breaks the line off within it. The second time it takes the letter.
"""
import asyncio
import email
import email.policy
import json
import ssl
import sys
import warnings

from aiosmtpd.smtp import SMTP, AuthResult

warnings.simplefilter("ignore")
certificate, user, password = (sys.argv[1:] + ["", "", ""])[:3]
seen = set()


def first(kind, addresses):
    for address in addresses:
        if address.startswith(kind) and address not in seen:
            seen.add(address)
            return True
    return False


class Server(SMTP):
    async def smtp_AUTH(self, argument):
        # Names of methods are the same in small letters (RFC 4954), which this server does not know.
        method, _, rest = (argument or "").partition(" ")
        await super().smtp_AUTH((method.upper() + " " + rest).strip())

    async def smtp_DATA(self, argument):
        addresses = self.envelope.rcpt_tos
        if first("drop", addresses):
            await self.push("354 go on")
            await asyncio.sleep(0.05)
            self.transport.abort()
            return
        if first("stall", addresses):
            await asyncio.sleep(3600)
        await super().smtp_DATA(argument)


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if first("refuse4", [address]):
            return "451 4.7.1 come back later"
        if first("refuse5", [address]) or address.startswith("never"):
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if first("data4", envelope.rcpt_tos):
            return "452 4.3.1 no space"
        if first("data5", envelope.rcpt_tos):
            return "554 5.7.1 refused"
        message = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
        parts = [
            {
                "type": part.get_content_type(),
                "charset": part.get_content_charset(),
                "method": part.get_param("method"),
                "file": part.get_filename(),
                "text": part.get_payload(decode=True).decode(part.get_content_charset() or "utf-8") if not part.is_multipart() else None,
            }
            for part in message.walk()
        ]
        print(json.dumps({
            "to": envelope.rcpt_tos, "from": envelope.mail_from, "tls": session.ssl is not None, "user": session.auth_data,
            "headers": [[name, str(value)] for name, value in message.items()], "parts": parts, "defects": [str(d) for p in message.walk() for d in p.defects],
        }), flush=True)
        return "250 taken"


def authenticate(server, session, envelope, mechanism, data):
    right = data.login == user.encode() and data.password == password.encode()
    return AuthResult(success=right, handled=right, auth_data=user if right else None)


async def main():
    context = None
    if certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
    server = await asyncio.get_running_loop().create_server(
        lambda: Server(Handler(), hostname="test", tls_context=context, require_starttls=bool(certificate), auth_required=bool(user), authenticator=authenticate if user else None),
        "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
