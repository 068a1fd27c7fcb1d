import Subprocess

extension ServerProgram {
    /// The environment of every process started here: this process's own, without what would change the server's behaviour.
    static let environment = Subprocess.Environment.inherit.updating([
        "MYSQL_HOME": nil, "MYSQL_TCP_PORT": nil, "MYSQL_UNIX_PORT": nil, "MYSQL_GROUP_SUFFIX": nil, "UMASK": nil,
        "UMASK_DIR": nil,
    ])
}
