import Testing

/// Everything that reads what others wrote: it gives a value that holds, or its own error, and it comes back.
///
/// One parser at a time, so that a process that ends says whose input it was. Each parser has a file of its own.
@Suite(.serialized) struct FuzzTests {}
