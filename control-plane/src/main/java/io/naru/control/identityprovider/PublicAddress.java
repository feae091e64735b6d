package io.naru.control.identityprovider;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/// Tells addresses of the public internet from those that mean something else inside this network (RFC
/// 6890).
final class PublicAddress {
    /// Leading bits that lead nowhere public.
    private record Block(int[] bytes, int bits) {
        static Block of(int bits, int... bytes) {
            return new Block(bytes, bits);
        }

        boolean holds(byte[] address) {
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (bytes[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final List<Block> NOT_PUBLIC_4 = List.of(
            Block.of(8, 0),
            Block.of(8, 10),
            Block.of(10, 100, 64),
            Block.of(8, 127),
            Block.of(16, 169, 254),
            Block.of(12, 172, 16),
            Block.of(24, 192, 0, 0),
            Block.of(24, 192, 0, 2),
            Block.of(24, 192, 88, 99),
            Block.of(16, 192, 168),
            Block.of(15, 198, 18),
            Block.of(24, 198, 51, 100),
            Block.of(24, 203, 0, 113),
            Block.of(4, 224),
            Block.of(4, 240));

    /// Global unicast; everything else of version 6 is something else.
    private static final Block PUBLIC_6 = Block.of(3, 0x20);

    /// Inside it: protocol assignments with Teredo, documentation, and addresses of version 4 in disguise.
    private static final List<Block> NOT_PUBLIC_6 =
            List.of(Block.of(23, 0x20, 0x01, 0), Block.of(32, 0x20, 0x01, 0x0d, 0xb8), Block.of(16, 0x20, 0x02));

    private PublicAddress() {}

    static boolean is(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet6Address
                ? PUBLIC_6.holds(bytes) && NOT_PUBLIC_6.stream().noneMatch(block -> block.holds(bytes))
                : NOT_PUBLIC_4.stream().noneMatch(block -> block.holds(bytes));
    }
}
