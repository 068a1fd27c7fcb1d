#if Configuration
public import Configuration
#endif

extension MariaDBClient.Configuration {
    /// Reads a configuration from a URL, which may have the options of a client beside those of a connection.
    ///
    /// ```
    /// mariadb://app:secret@db.example/shop?maximum-connections=20&acquire-timeout=5
    /// ```
    /// All options stand in <doc:Configuration>. An unknown one is an error, and so is one given twice.
    ///
    /// - Throws: ``MariaDBError`` with the code `invalidConfiguration`. The message never holds the URL, which has a password.
    public init(url: String) throws(MariaDBError) {
        let (connection, options) = try MariaDBConfiguration.read(url: url, names: ConnectionOptions.names + ClientOptions.names)
        self.init(connection)
        try ClientOptions(options).apply(to: &self)
    }

    /// Reads a configuration from an option file such as `my.cnf`: what ``MariaDBConfiguration/init(optionFile:groups:)`` reads there,
    /// and the options of a client.
    ///
    /// Programs of MariaDB that read the same group do not know those, and end with an error: put them into a group of your own.
    ///
    /// - Parameters:
    ///   - optionFile: The path of the file.
    ///   - groups: The groups whose options count.
    /// - Throws: ``MariaDBError`` with the code `invalidConfiguration`.
    public init(optionFile: String, groups: [String] = ["client", "client-server", "client-mariadb"]) throws(MariaDBError) {
        let reader = try OptionFileReader(path: optionFile, groups: groups)
        let options = try OptionFileOptions(reader.options, path: optionFile)
        self.init(try MariaDBConfiguration(options, optionFile, groups))
        try options.client.apply(to: &self)
    }

    #if Configuration
    /// Reads a configuration with swift-configuration: what ``MariaDBConfiguration/init(reader:)`` reads, and the options of a client
    /// by the same names as in a URL, such as `maximum-connections`. They may stand in the URL under the key `url`, too.
    ///
    /// - Throws: ``MariaDBError`` with the code `invalidConfiguration`. The message never holds a value.
    public init(reader: ConfigReader) throws(MariaDBError) {
        let (connection, urlOptions) = try MariaDBConfiguration.read(reader, alsoInURL: ClientOptions.names)
        self.init(connection)
        let options = MariaDBConfiguration.options(reader, ClientOptions.names)
        try ClientOptions(options.over(urlOptions)).apply(to: &self)
    }
    #endif
}
