/// Packets of the protocol, as a server sends them (MariaDB manual, "Client/Server Protocol").
enum ProtocolBytes {
    /// A packet: its length in three bytes, its number, its payload.
    static func packet(_ number: UInt8, _ payload: [UInt8]) -> [UInt8] {
        let length = payload.count
        return [UInt8(length & 0xFF), UInt8(length >> 8 & 0xFF), UInt8(length >> 16 & 0xFF), number] + payload
    }

    /// A greeting without TLS that names a plugin for the login.
    static func greeting(plugin: String) -> [UInt8] {
        let capabilities: UInt32 = 0x00FF_F7FF & ~0x800
        var payload: [UInt8] = [10]
        payload += Array("5.5.5-10.11.6-MariaDB".utf8) + [0]
        payload += [1, 0, 0, 0] + Array("abcdefgh".utf8) + [0]
        payload += [UInt8(capabilities & 0xFF), UInt8(capabilities >> 8 & 0xFF), 45, 2, 0]
        payload += [UInt8(capabilities >> 16 & 0xFF), UInt8(capabilities >> 24 & 0xFF), 21]
        payload += [UInt8](repeating: 0, count: 10) + Array("ijklmnopqrst".utf8) + [0]
        payload += Array(plugin.utf8) + [0]
        return packet(0, payload)
    }

    /// Asks the client to log in by another plugin.
    static func authenticationSwitch(to plugin: String) -> [UInt8] {
        packet(2, [0xFE] + Array(plugin.utf8) + [0] + Array("abcdefghijklmnopqrst".utf8) + [0])
    }

    static func ok(_ number: UInt8) -> [UInt8] {
        packet(number, [0, 0, 0, 2, 0, 0, 0])
    }

    /// Asks the client for a file of its machine.
    static func localInfile(_ number: UInt8, _ path: String) -> [UInt8] {
        packet(number, [0xFB] + Array(path.utf8))
    }
}
