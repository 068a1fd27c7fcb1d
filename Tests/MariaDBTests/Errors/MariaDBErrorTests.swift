import Testing

@testable import MariaDB

@Suite("An error")
struct MariaDBErrorTests {
    @Test("describes itself in one line, and in full when debugged")
    func descriptions() {
        let error = MariaDBError(code: .server, message: "no such table", number: 1146, sqlState: "42S02")
            .at(CallSite(file: "App/Main.swift", line: 7), sql: "SELECT ?")
        #expect("\(error)" == "no such table (1146, SQLSTATE 42S02)")
        #expect(
            String(reflecting: error)
                == "MariaDBError(server): no such table (1146, SQLSTATE 42S02); in: SELECT ?; at App/Main.swift:7")
    }

    @Test("keeps the place and the statement it was given first")
    func firstPlaceWins() {
        let error = MariaDBError(code: .server, message: "x").at(CallSite(file: "a", line: 1), sql: "A")
            .at(CallSite(file: "b", line: 2), sql: "B")
        #expect(error.file == "a" && error.line == 1 && error.sql == "A")
    }

    @Test(
        "of Connector/C is sorted by what it means for the connection",
        arguments: [
            (2006, MariaDBError.Code.connectionLost, true), (2013, .connectionLost, true), (2055, .connectionLost, true),
            (2026, .connectionLost, true), (1053, .connectionLost, true), (1927, .connectionLost, true),
            (4031, .connectionLost, true), (2014, .malformedPacket, true), (2027, .malformedPacket, true),
            (0, .malformedPacket, true), (2057, .client, false), (5010, .client, false), (1064, .server, false),
            (1317, .cancelled, false), (1969, .statementTimeout, false), (3024, .statementTimeout, false), (1205, .server, false),
            (3819, .server, false),
        ])
    func classification(number: Int, code: MariaDBError.Code, endsConnection: Bool) {
        let serverError = ServerError(number: number, sqlState: "HY000", message: "text")
        #expect(serverError.error.code == code)
        #expect(serverError.endsConnection == endsConnection)
        #expect(serverError.error.number == (number == 0 ? nil : number))
        #expect(!serverError.error.message.isEmpty)
    }

    @Test(
        "of a failed connect says what was tried, and why",
        arguments: [
            (1045, MariaDBError.Code.accessDenied), (1049, .accessDenied), (1130, .hostNotAllowed), (1820, .passwordExpired),
            (1862, .passwordExpired), (4151, .accountLocked), (1040, .tooManyConnections), (1226, .userLimitReached),
            (1203, .userLimitReached), (1053, .server), (2002, .connectFailed), (2005, .connectFailed), (2013, .connectFailed),
        ])
    func connectFailures(number: Int, code: MariaDBError.Code) throws {
        let parameters = try SessionParameters(MariaDBConfiguration(host: "db", user: "app", password: "hunter2"))
        let serverError = ServerError(number: number, sqlState: "HY000", message: "the reason")
        let error = Session.connectFailure(serverError.error, parameters)
        #expect(error.code == code)
        #expect(error.message == "cannot connect to db:3306 as 'app': the reason")
    }

    @Test("of a login in a way that is not allowed says which are, in the place of Connector/C's random word")
    func refusedPlugin() throws {
        var configuration = MariaDBConfiguration(host: "db", user: "app", password: "hunter2")
        configuration.tls = .disable
        let serverError = ServerError(number: 5010, sqlState: "HY000", message: "plugin 'word'")
        let error = Session.connectFailure(serverError.error, try SessionParameters(configuration))
        #expect(error.code == .authenticationNotAllowed)
        #expect(error.message.contains("mysql_native_password, client_ed25519; others") && !error.message.contains("'word'"))
    }

    @Test("that came before TLS keeps its number, which Connector/C hides")
    func wrapped() throws {
        let parameters = try SessionParameters(MariaDBConfiguration(host: "db", user: "app"))
        let text =
            "Received error packet before completion of TLS handshake. The authenticity of the following error cannot be verified"
        let early = ServerError(number: 2002, sqlState: "HY000", message: text + ": 1040 - Too many connections")
        let error = Session.connectFailure(early.error, parameters)
        #expect(error.code == .tooManyConnections && error.number == 1040 && error.message.contains("Too many connections"))
        for odd in [": 1040", ": x - y", ": 2013 - lost", ": 99999999999999999999 - y", ""] {
            let odd = ServerError(number: 2002, sqlState: "HY000", message: text + odd)
            #expect(Session.connectFailure(odd.error, parameters).code == .connectFailed)
        }
    }

    @Test("of a connect that took too long is a time-out, although Connector/C says lost")
    func connectTimeout() throws {
        let parameters = try SessionParameters(MariaDBConfiguration(host: "db", user: "app"))
        let lost = ServerError(
            number: 2013, sqlState: "HY000",
            message: "Lost connection to server at 'waiting for initial communication packet', system error: 110")
        #expect(Session.connectFailure(lost.error, parameters).code == .connectTimeout)
    }
}
