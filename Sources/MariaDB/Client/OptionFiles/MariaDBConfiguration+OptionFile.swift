extension MariaDBConfiguration {
    /// Reads a configuration from an option file such as `~/.my.cnf`. No option file is ever read unless it is asked for here.
    ///
    /// ```swift
    /// let configuration = try MariaDBConfiguration(optionFile: "/etc/shop/my.cnf", groups: ["client", "shop"])
    /// ```
    /// Files that it includes are read as well. Which options are known, and what they mean, stands in <doc:Configuration>; the
    /// user must be among them. Options that do not concern a connection are ignored, since the file has readers with other
    /// needs, but never one whose name begins with `ssl` or `tls`.
    ///
    /// - Parameters:
    ///   - optionFile: The path of the file.
    ///   - groups: The groups whose options count, whatever their order here; of an option that is given twice, what stands later.
    /// - Throws: ``MariaDBError`` with the code `invalidConfiguration`: the file can not be read, has mistakes in it, or may be written
    ///   by everybody.
    public init(optionFile: String, groups: [String] = ["client", "client-server", "client-mariadb"]) throws(MariaDBError) {
        let reader = try OptionFileReader(path: optionFile, groups: groups)
        try self.init(OptionFileOptions(reader.options, path: optionFile), optionFile, groups)
    }

    init(_ options: OptionFileOptions, _ optionFile: String, _ groups: [String]) throws(MariaDBError) {
        guard let user = options.user, !user.isEmpty else {
            throw OptionFile.invalid(optionFile, "no user is given in \(groups.joined(separator: ", "))")
        }
        self.init(
            address: options.address, user: user, password: MariaDBSecret(options.password ?? ""), database: options.database)
        try options.connection.apply(to: &self)
        // What Connector/C could misread is refused here already.
        _ = try SessionParameters(self)
    }
}
