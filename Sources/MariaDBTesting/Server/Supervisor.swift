import Subprocess
import SystemPackage

/// The shell that owns one server process and its folder, seen from here.
///
/// It lives until ``stop()``, until nobody refers to it any more, or until this process ends, however that happens; see
/// ``SupervisorScript``.
final class Supervisor: Sendable {
    private let shared = SupervisorConnection()

    /// Runs the shell and follows what it says. Never cancelled: whoever started a server may be cancelled, and the server's
    /// folder has to go all the same.
    private let shell: Task<Void, Never>

    /// Starts the shell, which makes the folder at once; the server itself is started by ``startServer(port:)``.
    ///
    /// - Parameters:
    ///   - folder: The server's folder, which must not exist yet.
    ///   - template: The data folder to copy.
    ///   - program: The server's program.
    ///   - arguments: Its arguments, without those for the network.
    init(folder: String, template: String, program: String, arguments: [String]) throws(Errno) {
        let (ours, theirs) = try SystemCall.socketPair()
        shared.open(ControlSocket(ours))

        var platform = PlatformOptions()
        // A session of its own: Ctrl-C in a terminal must not end the shell before it has cleaned up.
        platform.createSession = true
        let shell = Subprocess.Configuration(
            executable: .path("/bin/sh"),
            arguments: Arguments(["-c", SupervisorScript.text, "swift-mariadb", folder, template, program] + arguments),
            environment: ServerProgram.environment,
            workingDirectory: "/",
            platformOptions: platform
        )
        // The task must not refer to `self`: it would keep the server alive for ever.
        self.shell = Task.detached { [shared] in
            do {
                _ = try await Subprocess.run(
                    shell,
                    input: .fileDescriptor(theirs, closeAfterSpawningProcess: true),
                    output: .sequence,
                    error: .combinedWithOutput
                ) { execution in
                    for try await line in execution.standardOutput.strings() {
                        shared.update { $0.receive(line) }
                    }
                }
                shared.update { $0.end(nil) }
            } catch {
                shared.update { $0.end("\(error)") }
            }
        }
    }

    deinit {
        shared.close()
    }

    /// What is known of the server at this moment.
    var state: SupervisorState { shared.state }

    /// Starts the server, also again after it has ended.
    ///
    /// - Parameter port: The TCP port of 127.0.0.1 to listen on, or `nil` for none.
    func startServer(port: UInt16?) {
        shared.update { $0.start() }
        shared.send(port.map { "start \($0)" } ?? "start")
    }

    /// Sends a signal to the server, if it is running.
    func signal(_ number: Int32) {
        shared.signal(number)
    }

    /// Waits until the server is not running.
    func serverExit() async {
        await shared.serverExit()
    }

    /// Ends the server and removes its folder; returns when both are gone. Takes 10 to 20 ms. Further calls do no harm.
    func stop() async {
        shared.close()
        await shell.value
    }
}
