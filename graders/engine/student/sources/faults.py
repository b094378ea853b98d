"""What can go wrong with a download: for each fault one sentence, with the next step."""

from __future__ import annotations

import socket
import ssl
import sys
import urllib.request
from urllib.parse import urlsplit

from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.text import one_line


class Unreachable(CourseError):
    """The server cannot be asked now, but may answer later."""


class Cut(Unreachable):
    """The connection ended before the answer did: it may help to try again at once."""


class Missing(CourseError):
    """There is nothing at the address."""


def proxy_of(address: str) -> str | None:
    """Return the proxy that the environment, or the settings of the system, name for an address."""
    parts = urlsplit(address)
    proxy = urllib.request.getproxies().get(parts.scheme)
    if not proxy or urllib.request.proxy_bypass(parts.netloc):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"


def fault(error: Exception, address: str, patience: float) -> CourseError:
    """Return what to say of an error of httpx. patience: the timeout in seconds."""
    import httpx  # noqa: PLC0415  slow to import

    origin: BaseException | None = error  # the OSError behind it, if there is one
    while origin is not None and not isinstance(origin, OSError):
        origin = origin.__cause__ or origin.__context__
    why = one_line(str(error))
    host = urlsplit(address).hostname or address
    host += " (or the proxy that your settings name)" if proxy_of(address) else ""
    match origin or error:
        case ssl.SSLCertVerificationError() as untrusted:
            mac = " On macOS, run Install Certificates.command of your Python once." if sys.platform == "darwin" else ""
            return CourseError(
                f"{host} has a certificate that this machine does not trust ({one_line(untrusted.verify_message)}), so it may "
                "be somebody else. Is the clock right? Does the network want you to log in first? If your school has its own "
                f"certificate, set SSL_CERT_FILE to the file that holds it.{mac}"
            )
        case ssl.SSLError():
            return Unreachable(f"No secure connection to {host} is possible ({why}). Try again later.")
        case socket.gaierror():
            return Unreachable(f"There is no network, or no host of the name {host}. Check both, then try again.")
        case TimeoutError():
            silence = f"{host} sent nothing for {patience:g} seconds."
            return Unreachable(f"{silence} Try again later; DLCOURSE_TIMEOUT=120 waits longer.")
        case ConnectionRefusedError():
            return Unreachable(f"{host} refuses the connection: no server runs there now. Try again later.")
        case httpx.ProxyError():
            return CourseError(f"{host} refuses the request ({why}). Check the proxy in HTTPS_PROXY.")
        case httpx.ProtocolError() if "disconnected" in why:
            return Cut(f"{host} ended the connection without an answer. Check the address, then try again.")
        case httpx.ProtocolError() if "closed" not in why:
            return CourseError(f"{host} does not answer as a web server does ({why}). Check the address.")
        case httpx.ProtocolError() | ConnectionError():
            return Cut(f"The connection to {host} was cut. Try again.")
        case OSError():
            return Unreachable(f"{host} cannot be reached: {why}. Try again later.")
    return CourseError(f"{host} cannot be asked: {why}. Check the address.")


def refusal(code: int, address: str) -> CourseError:
    """Return what to say of an answer that is no file. code: its HTTP status."""
    host = urlsplit(address).hostname
    if code in (404, 410):
        return Missing(f"There is nothing at {address} ({code}). Check the address, or ask whoever gave it to you.")
    if code in (401, 403):
        by_hand = "Download it in your browser, then: dlcourse fetch WEEK --from FILE"
        return CourseError(f"{host} does not give {address} to everybody ({code}). {by_hand}")
    if code in (408, 429) or code >= 500:
        return Unreachable(f"{host} cannot answer now ({code}). Try again later.")
    return CourseError(f"{host} refuses {address} ({code}). Check the address.")
