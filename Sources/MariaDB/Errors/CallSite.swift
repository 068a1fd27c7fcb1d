/// Where in the user's code a call was made; goes into errors.
struct CallSite: Sendable {
    let file: String
    let line: Int
}
