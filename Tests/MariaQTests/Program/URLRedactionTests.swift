import Testing

@testable import mariaq

@Suite("Redaction of URLs")
struct URLRedactionTests {
    @Test(
        "takes out passwords and passphrases, and leaves the rest",
        arguments: [
            ("no URL here", "no URL here"), ("'mariadb://app:pw@db/x' is bad", "'mariadb://***@db/x' is bad"),
            ("x://u:p@w@db/?tls-key-passphrase=a%20b&tls=prefer", "x://***@db/?tls-key-passphrase=***&tls=prefer"),
            (
                "'x://u:p@db/?tls-key-passphrase=sesame' twice tls-key-passphrase=",
                "'x://***@db/?tls-key-passphrase=***' twice tls-key-passphrase=***"
            ),
        ])
    func redaction(text: String, redacted: String) {
        #expect(URLRedaction.redact(text) == redacted)
    }
}
