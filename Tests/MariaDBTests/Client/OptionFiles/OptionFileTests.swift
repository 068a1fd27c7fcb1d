import Testing

@testable import MariaDB

@Suite("The text of an option file")
struct OptionFileTests {
    private typealias Entry = OptionFile.Entry

    @Test("is taken apart line by line")
    func lines() throws {
        let text = """
            # a comment
            ; another
              [client]\u{20}
            user = app
            host=db.example # why
            \tskip_ssl
            connect_timeout=5\r
            loose-ssl-ca=/ca.pem
            empty=

            !include /etc/other.cnf
            !includedir /etc/my.cnf.d
            """
        let entries: [(Int, Entry)] = [
            (3, .group("client")), (4, .option(name: "user", value: "app")), (5, .option(name: "host", value: "db.example")),
            (6, .option(name: "skip-ssl", value: nil)), (7, .option(name: "connect-timeout", value: "5")),
            (8, .option(name: "ssl-ca", value: "/ca.pem")), (9, .option(name: "empty", value: "")),
            (11, .include("/etc/other.cnf")), (12, .includeFolder("/etc/my.cnf.d")),
        ]
        #expect(try OptionFile(text, path: "f").entries.elementsEqual(entries) { $0 == $1 })
    }

    @Test(
        "has values with quotes and escapes",
        arguments: [
            (#"plain"#, "plain"), (#""quoted # no comment""#, "quoted # no comment"), (#"'single'"#, "single"),
            (#"a # cut"#, "a"),
            (#""a\"b""#, "a\"b"), (#"a\sb\tc\nd\\e"#, "a b\tc\nd\\e"), (#"C:\dir"#, #"C:\dir"#), (#"end\"#, #"end\"#),
            (#""open"#, #""open"#), (#"'#1'"#, "#1"), (#"a=b"#, "a=b"), ("  x  ", "x"), ("é😀", "é😀"), (#"""#, #"""#),
        ])
    func values(written: String, value: String) throws {
        let file = try OptionFile("[g]\np=\(written)", path: "f")
        #expect(file.entries.last?.entry == .option(name: "p", value: value))
    }

    @Test(
        "that is wrong is an error which names the line and no value",
        arguments: ["user=hunter2", "[client\nuser=a", "[g]\n=hunter2", "[g]\nhunter2 hunter2", "!include", "!import /hunter2"])
    func mistakes(text: String) throws {
        let error = #expect(throws: MariaDBError.self) { try OptionFile(text, path: "/my.cnf") }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message.contains("/my.cnf:") == true)
        #expect(error?.message.contains("hunter2") == false)
    }

    @Test("never traps, whatever it is")
    func garbage() {
        var random = SystemRandomNumberGenerator()
        let alphabet = Array("[]=#;!'\"\\\n\r\t _-aé\u{301}😀\0").map(String.init)
        for _ in 0..<5_000 {
            let text = (0..<Int.random(in: 0...40)).map { _ in alphabet.randomElement(using: &random) ?? "" }.joined()
            _ = try? OptionFile("[g]\n" + text, path: "f")
        }
    }
}
