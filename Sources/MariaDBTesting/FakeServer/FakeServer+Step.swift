extension FakeServer {
    /// What a fake server does next with a connection. A script is an array of steps; at its end the connection is closed.
    public enum Step: Sendable {
        /// Greets, takes whatever login comes, and answers OK.
        case login(Greeting = Greeting())

        /// Greets the client, which is what every connection begins with.
        case greet(Greeting = Greeting())

        /// Waits for something of the client.
        ///
        /// If something else comes it is noted in ``FakeServer/surprises`` and the connection is closed. Commands that have no
        /// answer, such as closing a statement, are passed over.
        case expect(Expectation)

        /// From now on, queries that begin so are answered at once wherever the script waits: for what a client asks by itself
        /// after the login.
        case answer(to: String, with: Message)

        /// From now on, answers each packet of the client as the closure says, which gets its content; `nil` is no answer. For
        /// servers that make something of what they are told. It goes on until the client has left.
        case respond(@Sendable ([UInt8]) -> Message?)

        /// Sends a message.
        case send(Message)

        /// Sends a message a few bytes at a time.
        case sendSlowly(Message, bytes: Int = 1, every: Duration)

        /// Sends a message again and again until the client has left.
        case sendEndlessly(Message)

        /// Says nothing for a time.
        case wait(Duration)

        /// Says nothing any more, but reads on until the client has left.
        case silence

        /// Closes the connection (FIN).
        case close

        /// Breaks the connection (RST), as a crashed machine does. On a unix socket the same as ``close``.
        case reset
    }

    /// What a script waits for.
    public enum Expectation: Sendable, Hashable {
        /// The client's half of the handshake.
        case login
        /// The short packet before the login by which a client asks for TLS.
        case tlsRequest
        /// Any packet at all: what a plugin sends, or the content of a file.
        case anything
        /// Any command.
        case command
        /// A text query that begins with this.
        case query(String = "")
        /// A statement that begins with this, to be prepared.
        case prepare(String = "")
        /// An execution of a prepared statement.
        case execute
        /// Rows of a cursor.
        case fetch
        /// A sign of life.
        case ping
        /// A change of the default database.
        case selectDatabase
        /// The goodbye.
        case quit
    }
}
