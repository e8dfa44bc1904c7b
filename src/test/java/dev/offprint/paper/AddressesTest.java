package dev.offprint.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressesTest {
  /** The registries' rows, globally reachable ones included: nobody keeps papers there. */
  static final List<String> SPECIAL =
      List.of(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.0.0/29",
          "192.0.0.8/32",
          "192.0.0.9/32",
          "192.0.0.10/32",
          "192.0.0.170/32",
          "192.0.0.171/32",
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
          "255.255.255.255/32",
          "::1/128",
          "::/128",
          "64:ff9b:1::/48",
          "100::/64",
          "100:0:0:1::/64",
          "2001::/23",
          "2001::/32",
          "2001:1::1/128",
          "2001:1::2/128",
          "2001:1::3/128",
          "2001:2::/48",
          "2001:3::/32",
          "2001:4:112::/48",
          "2001:10::/28",
          "2001:20::/28",
          "2001:30::/28",
          "2001:db8::/32",
          "2002::/16",
          "2620:4f:8000::/48",
          "3fff::/20",
          "5f00::/16",
          "fc00::/7",
          "fe80::/10",
          "fec0::/10",
          "ff00::/8",
          "4000::/3",
          "e000::/4");

  private static final List<String> PUBLIC =
      List.of(
          "1.1.1.1",
          "8.8.8.8",
          "9.255.255.255",
          "11.0.0.0",
          "100.63.255.255",
          "100.128.0.0",
          "126.255.255.255",
          "128.0.0.0",
          "169.253.255.255",
          "169.255.0.0",
          "172.15.255.255",
          "172.32.0.0",
          "191.255.255.255",
          "192.0.1.0",
          "192.0.3.0",
          "192.167.255.255",
          "192.169.0.0",
          "198.17.255.255",
          "198.20.0.0",
          "223.255.255.255",
          "151.101.1.140",
          "2606:4700::1",
          "2a00:1450:4001::1",
          "2001:200::1",
          "2001:4860:4860::8888",
          "2001:db7:ffff::1",
          "2001:db9::1",
          "2003::1",
          "3ffe::1",
          "2620:4f:7fff::1",
          "64:ff9b::808:808",
          "64:ff9b::1.1.1.1");

  /** First, last and a middle address of every row, in both families. */
  static List<String> special() {
    List<String> addresses = new ArrayList<>();
    for (String row : SPECIAL) {
      String[] parts = row.split("/");
      byte[] start = bytes(parts[0]);
      int free = start.length * 8 - Integer.parseInt(parts[1]);
      BigInteger first = new BigInteger(1, start);
      BigInteger last = first.add(BigInteger.ONE.shiftLeft(free)).subtract(BigInteger.ONE);
      for (BigInteger at : List.of(first, last, first.add(last).shiftRight(1))) {
        addresses.add(text(at, start.length));
      }
    }
    return addresses.stream().distinct().toList();
  }

  /** Each non-public IPv4 address in all the ways in which IPv6 can carry it. */
  static List<String> embedded() {
    List<String> addresses = new ArrayList<>();
    for (String inner : special()) {
      if (inner.indexOf(':') < 0) {
        byte[] b = bytes(inner);
        String hex = String.format("%02x%02x:%02x%02x", b[0], b[1], b[2], b[3]);
        String flipped =
            String.format("%02x%02x:%02x%02x", ~b[0] & 255, ~b[1] & 255, ~b[2] & 255, ~b[3] & 255);
        addresses.add("::ffff:" + hex);
        addresses.add("::" + hex);
        addresses.add("2002:" + hex + "::1");
        addresses.add("64:ff9b::" + hex);
        addresses.add("2001:0:4136:e378:8000:63bf:" + flipped);
        addresses.add("2606:4700:0:0:0:5efe:" + hex);
        addresses.add("2606:4700:0:0:200:5efe:" + hex);
      }
    }
    return addresses;
  }

  @Test
  void noAddressOfTheSpecialRegistriesIsPublic() {
    List<String> special = special();
    assertThat(special).hasSizeGreaterThan(120);
    assertThat(special).noneMatch(address -> Addresses.isPublic(parsed(address)));
  }

  @Test
  void noPrivateAddressIsPublicInsideAnotherOne() {
    List<String> embedded = embedded();
    assertThat(embedded).hasSizeGreaterThan(400);
    assertThat(embedded).noneMatch(address -> Addresses.isPublic(parsed(address)));
  }

  @Test
  void mappedAddressesAreUnwrappedEvenWhereTheJdkDoesNot() throws Exception {
    byte[] mapped = new byte[16];
    mapped[10] = (byte) 0xff;
    mapped[11] = (byte) 0xff;
    mapped[12] = 127;
    mapped[15] = 1;
    assertThat(Addresses.isPublic(java.net.Inet6Address.getByAddress("x", mapped, -1))).isFalse();
  }

  @Test
  void neighboursOfTheRegistriesArePublic() {
    assertThat(PUBLIC).allMatch(address -> Addresses.isPublic(parsed(address)));
  }

  static InetAddress parsed(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException impossible) {
      throw new AssertionError(literal, impossible);
    }
  }

  private static byte[] bytes(String literal) {
    return parsed(literal).getAddress();
  }

  private static String text(BigInteger address, int length) {
    byte[] raw = address.toByteArray();
    byte[] whole = new byte[length];
    int from = Math.max(0, raw.length - length);
    System.arraycopy(raw, from, whole, length - (raw.length - from), raw.length - from);
    try {
      return InetAddress.getByAddress(whole).getHostAddress();
    } catch (UnknownHostException impossible) {
      throw new AssertionError(address.toString(), impossible);
    }
  }
}
