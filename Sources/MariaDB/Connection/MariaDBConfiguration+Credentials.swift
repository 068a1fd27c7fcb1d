extension MariaDBConfiguration {
    /// The same configuration with the user and the password of now, if it has a ``credentials`` closure to ask.
    ///
    /// - Throws: ``MariaDBError`` with the code `credentialsUnavailable`, or `connectTimeout` when the time to connect is up, also
    ///   if the closure does not notice that its task is cancelled; `CancellationError` if the task is cancelled.
    func askingForCredentials() async throws -> MariaDBConfiguration {
        guard let source = credentialsSource else { return self }
        let (answers, answer) = AsyncStream<Result<MariaDBCredentials, any Error>>.makeStream(
            bufferingPolicy: .bufferingOldest(1))
        let work = Task {
            do {
                answer.yield(.success(try await source.request()))
            } catch {
                answer.yield(.failure(unavailable(error)))
            }
        }
        let timer = Task {
            guard (try? await Task.sleep(for: connectTimeout)) != nil else { return }
            answer.yield(.failure(late))
        }
        defer {
            work.cancel()
            timer.cancel()
        }
        // The first answer counts. There is none if this task is cancelled.
        for await result in answers {
            let credentials = try result.get()
            var configuration = self
            (configuration.user, configuration.password) = (credentials.user, credentials.password)
            return configuration
        }
        throw CancellationError()
    }

    private func unavailable(_ error: any Error) -> MariaDBError {
        MariaDBError(
            code: .credentialsUnavailable,
            message: "cannot connect to \(address): the configuration's credentials closure has thrown an error",
            underlying: error
        )
    }

    private var late: MariaDBError {
        MariaDBError(
            code: .connectTimeout,
            message: "cannot connect to \(address): no credentials came within the connect time-out"
        )
    }
}
