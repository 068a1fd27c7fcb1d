/// Work that did not come out as it must is not worth counting.
struct WrongResult: Error, CustomStringConvertible {
    let description: String
}
