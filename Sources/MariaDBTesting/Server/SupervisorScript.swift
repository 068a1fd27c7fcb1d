/// The shell script between this process and a server.
///
/// It makes the server's folder, starts the server when told to, and takes both away when its standard input ends. That is
/// what happens when this process is gone, for whatever reason, SIGKILL included: the kernel closes the other end.
///
/// A shell and not this process is the server's parent, so that somebody is left to clean up. It is the parent who may end a
/// process by its number safely: a dead child keeps its number until the parent has waited for it.
enum SupervisorScript {
    /// Arguments: the folder to make, the data folder to copy, the server's program, the arguments of the server.
    ///
    /// Standard input: lines `start` (no TCP) or `start PORT`. Standard output: lines `started PID`, `exited STATUS` (as the
    /// shell's `$?`) and `failed REASON`; any other line is a complaint of a command.
    ///
    /// - `serve` runs in a process of its own, because a shell can not wait for a command and for a line at the same time.
    /// - PIPE has a trap that does nothing: ignoring the signal would be inherited by the server, and dying of it, when this
    ///   process is gone and nobody reads our lines, would leave the server running.
    /// - `serve` is told to end by USR1, for which the shell itself has no trap: a signal that a shell catches is lost on the
    ///   process it is just forking (dash 0.5.12: TERM, with a trap in both, left one server in five running when the end came
    ///   right after `start`). So USR1 either ends the process before there is a server, or runs its trap.
    /// - The trap may run before `server` is set; hence the look at `stop` once it is. The second `wait` is for the real end of
    ///   the server, because the first one was cut short by the signal.
    /// - After `failed` it goes on reading, so that it ends in one way only.
    static let text = """
        folder=$1 template=$2 program=$3
        shift 3
        umask 077
        runner='' server=''

        serve() {
            stop=''
            trap 'stop=yes; [ -z "$server" ] || kill -KILL "$server"' USR1
            trap : PIPE
            "$program" --no-defaults "$@" </dev/null >>"$folder/log" 2>&1 &
            server=$!
            [ -z "$stop" ] || kill -KILL "$server"
            echo "started $server"
            wait "$server"
            status=$?
            [ -z "$stop" ] || wait "$server"
            echo "exited $status"
        }

        clean() {
            trap '' HUP INT TERM
            if [ -n "$runner" ]; then
                kill -USR1 "$runner"
                wait "$runner"
            fi
            [ -z "$made" ] || rm -rf -- "$folder"
        }

        trap : PIPE
        made=yes ready=''
        trap clean EXIT
        trap 'exit 143' HUP INT TERM
        mkdir -- "$folder" "$folder/tmp" || made=''
        if [ -n "$made" ] && cp -R -- "$template" "$folder/data"; then ready=yes; fi
        [ -n "$ready" ] || echo "failed $folder could not be made"

        while read -r command port; do
            [ "$command" = start ] && [ -n "$ready" ] || continue
            [ -z "$runner" ] || wait "$runner"
            if [ -n "$port" ]; then
                serve --bind-address=127.0.0.1 --port="$port" "$@" &
            else
                serve --skip-networking "$@" &
            fi
            runner=$!
        done
        """
}
