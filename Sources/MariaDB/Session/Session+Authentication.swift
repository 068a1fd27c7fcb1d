internal import CMariaDB

extension Session {
    /// Without the list, a server may ask for the password in clear and gets it, over plain TCP too; what the server calls
    /// itself, or `MYSQL_ENABLE_CLEARTEXT_PLUGIN`, changes nothing. Connector/C looks for the plugin's name anywhere in the text.
    static func setAuthenticationOptions(
        of handle: UnsafeMutablePointer<MYSQL>, _ authentication: AuthenticationParameters, for password: MariaDBSecret
    ) throws(MariaDBError) {
        unsafe mysql_options(handle, MARIADB_OPT_RESTRICTED_AUTH, authentication.plugins(for: password).joined(separator: ","))
        if let file = authentication.serverPublicKeyFile {
            try TLSFiles.check(serverPublicKey: file)
            unsafe mysql_options(handle, MYSQL_SERVER_PUBLIC_KEY, file)
        }
        unsafe set(handle, MYSQL_OPT_CAN_HANDLE_EXPIRED_PASSWORDS, my_bool(authentication.allowsExpiredPassword ? 1 : 0))
    }
}
