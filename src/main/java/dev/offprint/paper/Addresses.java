package dev.offprint.paper;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells public addresses from all others by the IANA special-purpose registries (IPv4: RFC 6890 and
 * its updates; IPv6 likewise), multicast and what is not handed out.
 */
final class Addresses {
  private static final List<Block> SPECIAL =
      Stream.of(
              // IPv4
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.31.196.0/24",
              "192.52.193.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "192.175.48.0/24",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/4",
              "240.0.0.0/4",
              // IPv6: everything outside 2000::/3, and within it
              "0::/3",
              "4000::/2",
              "8000::/1",
              "2001::/23",
              "2001:db8::/32",
              "2002::/16",
              "2620:4f:8000::/48",
              "3fff::/20")
          .map(Block::of)
          .toList();

  private static final Block NAT64 = Block.of("64:ff9b::/96");
  private static final Block MAPPED = Block.of("::ffff:0:0/96");

  private Addresses() {}

  /** A range of addresses of one family. */
  private record Block(byte[] start, int bits) {
    static Block of(String text) {
      String[] parts = text.split("/");
      return new Block(literal(parts[0]), Integer.parseInt(parts[1]));
    }

    boolean holds(byte[] address) {
      if (address.length != start.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> bit % 8;
        if ((address[bit / 8] & mask) != (start[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }

    private static byte[] literal(String text) {
      try {
        InetAddress parsed = InetAddress.getByName(text);
        byte[] bytes = parsed.getAddress();
        // The JDK makes IPv4 of a mapped literal; here the wrapping itself is meant.
        return text.indexOf(':') >= 0 && bytes.length == 4 ? wrapped(bytes) : bytes;
      } catch (UnknownHostException impossible) {
        throw new IllegalStateException("no address: " + text, impossible);
      }
    }

    private static byte[] wrapped(byte[] inner) {
      byte[] bytes = new byte[16];
      bytes[10] = (byte) 0xff;
      bytes[11] = (byte) 0xff;
      System.arraycopy(inner, 0, bytes, 12, 4);
      return bytes;
    }
  }

  /** Whether anybody on the internet may be reached there. */
  static boolean isPublic(InetAddress address) {
    if (address instanceof Inet6Address scoped && scoped.getScopeId() != 0) {
      return false;
    }
    return isPublic(address.getAddress());
  }

  /**
   * IPv4 within IPv6 counts as what is within, where such an address can be had at all (mapped,
   * NAT64); compatible, 6to4 and Teredo addresses are refused with their whole ranges.
   */
  private static boolean isPublic(byte[] address) {
    if (MAPPED.holds(address) || NAT64.holds(address)) {
      return isPublic(Arrays.copyOfRange(address, 12, 16));
    }
    if (isatap(address) && !isPublic(Arrays.copyOfRange(address, 12, 16))) {
      return false;
    }
    return SPECIAL.stream().noneMatch(block -> block.holds(address));
  }

  /** ISATAP (RFC 5214) hides an IPv4 address behind {@code 0:5efe} in any prefix. */
  private static boolean isatap(byte[] address) {
    return address.length == 16
        && (address[8] & ~2) == 0
        && address[9] == 0
        && address[10] == 0x5e
        && address[11] == (byte) 0xfe;
  }
}
