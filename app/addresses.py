"""The addresses under which phones in the hall may reach this machine, found without any network traffic."""

from __future__ import annotations

import contextlib
import fcntl
import ipaddress
import socket
import struct
from pathlib import Path

_SIOCGIFADDR = 0x8915
_IPV6_TABLE = Path("/proc/net/if_inet6")
_INNER_INTERFACES = ("docker", "br-", "veth", "virbr", "tun", "tap", "cni")


def local_addresses() -> list[str]:
    """Return this machine's addresses, the likeliest for phones first, loopback left out.

    The address of the default route stands in front; interfaces of containers and tunnels stand at the end, since a
    phone in the hall seldom reaches them. Empty when there is no network at all.
    """
    found = _interface_addresses()
    by_route = _address_of_default_route()
    if by_route is not None and by_route not in found:
        found.insert(0, by_route)
    return sorted(found, key=lambda address: (address != by_route, ":" in address))


def lan_address() -> str:
    """Return the one address to print on slips when nothing is set; 127.0.0.1 when there is no network."""
    return next(iter(local_addresses()), "127.0.0.1")


def is_local(host: str) -> bool | None:
    """Say whether ``host`` (no port) is this machine; None for a name, which only DNS could tell."""
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return host == socket.gethostname() or None
    return address.is_loopback or str(address) in local_addresses()


def _address_of_default_route() -> str | None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # connecting a datagram socket sends nothing: the kernel only chooses the route and with it our address
            probe.connect(("192.0.2.1", 9))
            address: str = probe.getsockname()[0]
        except OSError:
            return None
    return None if address.startswith(("127.", "0.")) else address


def _interface_addresses() -> list[str]:
    names = [name for _, name in socket.if_nameindex()]
    names.sort(key=lambda name: (name.startswith(_INNER_INTERFACES), name))
    found = [address for name in names if (address := _ipv4_of(name)) is not None]
    return [address for address in found if not address.startswith("127.")] + _ipv6_addresses()


def _ipv4_of(interface: str) -> str | None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, contextlib.suppress(OSError):
        request = struct.pack("256s", interface.encode()[:15])
        return socket.inet_ntoa(fcntl.ioctl(probe.fileno(), _SIOCGIFADDR, request)[20:24])
    return None


def _ipv6_addresses() -> list[str]:
    if not _IPV6_TABLE.exists():
        return []
    addresses = (ipaddress.IPv6Address(int(line.split()[0], 16)) for line in _IPV6_TABLE.read_text().splitlines())
    # a link-local address needs a zone, which differs from phone to phone
    return [str(address) for address in addresses if not (address.is_loopback or address.is_link_local)]
