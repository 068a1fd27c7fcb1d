import Testing

@testable import mariaq

@Suite("What a command is given")
struct ServerChoiceTests {
    @Test("The option comes before the environment, and both before a private server")
    func order() {
        let environment = ["MARIADB_URL": "mariadb://b@b"]
        #expect(ServerChoice(option: "mariadb://a@a", environment: environment) == .url("mariadb://a@a"))
        #expect(ServerChoice(option: nil, environment: environment) == .url("mariadb://b@b"))
        #expect(ServerChoice(option: nil, optionFile: "/my.cnf", environment: environment) == .optionFile("/my.cnf"))
        #expect(ServerChoice(option: nil, environment: ["MARIADB_URL": ""]) == .privateServer)
        #expect(ServerChoice(option: nil, environment: [:]) == .privateServer)
    }

    @Test(
        "A URL among wrong arguments loses its password",
        arguments: [
            ("Error: Unexpected argument 'mariadb://u:s3cret@h/x'", "Error: Unexpected argument 'mariadb://***@h/x'"),
            ("mariadb://u:s3@cr://et@h", "mariadb://***@h"), ("no URL: u@h", "no URL: u@h"), ("mariadb://h/x", "mariadb://h/x"),
        ]
    )
    func redaction(text: String, redacted: String) {
        #expect(URLRedaction.redact(text) == redacted)
    }
}
