internal import CMariaDB

/// The memory that holds the binds of one execution.
///
/// `mysql_stmt_bind_param` keeps pointers only, so everything must stay where it is until `mysql_stmt_execute` returns: it lies in
/// one piece of memory, which is allocated once, never grown, and freed with this object, which the execution holds.
///
/// `@safe`: no pointer leaves this folder, and all of them lie in the memory made for them in `init`.
@safe
final class BindBuffer {
    let binds: UnsafeMutableBufferPointer<MYSQL_BIND>
    private let memory: UnsafeMutableRawPointer
    /// Of each of these as many as there are binds, behind those; then the times, then the bytes.
    private let numbers: UnsafeMutablePointer<UInt64>
    private let lengths: UnsafeMutablePointer<UInt>
    private var nextTime: UnsafeMutablePointer<MYSQL_TIME>
    private var nextByte: UnsafeMutablePointer<UInt8>

    init(_ values: [MariaDBValue]) {
        let count = values.count
        var (byteCount, timeCount) = (0, 0)
        for value in values {
            byteCount += value.byteCount
            if value.isTemporal { timeCount += 1 }
        }
        // From what must lie at a multiple of eight bytes to what may lie anywhere.
        let numbersAt = unsafe count * MemoryLayout<MYSQL_BIND>.stride
        let lengthsAt = numbersAt + count * MemoryLayout<UInt64>.stride
        let timesAt = lengthsAt + count * MemoryLayout<UInt>.stride
        let bytesAt = timesAt + timeCount * MemoryLayout<MYSQL_TIME>.stride
        unsafe memory = .allocate(byteCount: bytesAt + byteCount, alignment: MemoryLayout<MYSQL_BIND>.alignment)
        unsafe binds = UnsafeMutableBufferPointer(
            start: memory.initializeMemory(as: MYSQL_BIND.self, repeating: MYSQL_BIND(), count: count), count: count)
        unsafe numbers = (memory + numbersAt).bindMemory(to: UInt64.self, capacity: count)
        unsafe lengths = (memory + lengthsAt).bindMemory(to: UInt.self, capacity: count)
        unsafe nextTime = (memory + timesAt).bindMemory(to: MYSQL_TIME.self, capacity: timeCount)
        unsafe nextByte = (memory + bytesAt).bindMemory(to: UInt8.self, capacity: byteCount)
        for (index, value) in values.enumerated() { set(value, at: index) }
    }

    deinit {
        unsafe memory.deallocate()
    }

    private func set(_ value: MariaDBValue, at index: Int) {
        switch value {
        // DEFAULT never comes here: only bulk packets can hold it.
        case .null, .default:
            unsafe binds[index].buffer_type = MYSQL_TYPE_NULL
        case .integer(let number):
            setNumber(UInt64(bitPattern: number), MYSQL_TYPE_LONGLONG, at: index)
        case .unsignedInteger(let number):
            setNumber(number, MYSQL_TYPE_LONGLONG, at: index)
            unsafe binds[index].is_unsigned = 1
        case .double(let number):
            setNumber(number.bitPattern, MYSQL_TYPE_DOUBLE, at: index)
        case .decimal(let decimal):
            setBytes(decimal.description.utf8, MYSQL_TYPE_NEWDECIMAL, at: index)
        case .date(let date):
            setTime(date.fields, MYSQL_TYPE_DATE, at: index)
        case .time(let time):
            setTime(time.fields, MYSQL_TYPE_TIME, at: index)
        case .dateTime(let dateTime):
            setTime(dateTime.fields, MYSQL_TYPE_DATETIME, at: index)
        case .text(let text):
            setBytes(text.utf8, MYSQL_TYPE_STRING, at: index)
        case .bytes(let bytes):
            setBytes(bytes, MYSQL_TYPE_BLOB, at: index)
        }
    }

    private func setNumber(_ bits: UInt64, _ type: enum_field_types, at index: Int) {
        unsafe numbers[index] = bits
        unsafe binds[index].buffer_type = type
        unsafe binds[index].buffer = UnsafeMutableRawPointer(numbers + index)
    }

    private func setTime(_ fields: TemporalFields, _ type: enum_field_types, at index: Int) {
        var time = MYSQL_TIME()
        time.neg = fields.isNegative ? 1 : 0
        time.year = UInt32(clamping: fields.year)
        time.month = UInt32(clamping: fields.month)
        // The hours of a TIME travel in one byte, and libmariadb cuts off what does not fit; the days have four.
        time.day = UInt32(clamping: type == MYSQL_TYPE_TIME ? fields.hours / 24 : fields.day)
        time.hour = UInt32(clamping: fields.hours % 24)
        time.minute = UInt32(clamping: fields.minutes)
        time.second = UInt32(clamping: fields.seconds)
        time.second_part = UInt(clamping: fields.microseconds)
        unsafe nextTime.initialize(to: time)
        unsafe binds[index].buffer_type = type
        unsafe binds[index].buffer = UnsafeMutableRawPointer(nextTime)
        unsafe nextTime += 1
    }

    private func setBytes(_ content: some Collection<UInt8>, _ type: enum_field_types, at index: Int) {
        let count = content.count
        unsafe _ = UnsafeMutableBufferPointer(start: nextByte, count: count).initialize(from: content)
        unsafe lengths[index] = UInt(count)
        unsafe binds[index].buffer_type = type
        unsafe binds[index].buffer = UnsafeMutableRawPointer(nextByte)
        unsafe binds[index].buffer_length = UInt(count)
        unsafe binds[index].length = lengths + index
        unsafe nextByte += count
    }
}

extension MariaDBValue {
    /// How many bytes the value needs beside its number.
    fileprivate var byteCount: Int {
        switch self {
        case .text(let text): text.utf8.count
        case .decimal(let decimal): decimal.description.utf8.count
        case .bytes(let bytes): bytes.count
        default: 0
        }
    }

    fileprivate var isTemporal: Bool {
        switch self {
        case .date, .time, .dateTime: true
        default: false
        }
    }
}
