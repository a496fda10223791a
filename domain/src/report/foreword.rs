//! What is told of a workbook before its first byte, since it is sent only once it is whole: how many sessions are written to it,
//! a line again and again, then an empty line.

/// The line that says that so many sessions are written.
pub fn foreword_line(sessions: usize) -> String {
    format!("{sessions}\n")
}

/// The line after which the file begins.
pub const FOREWORD_END: &str = "\n";

/// Reads a foreword as it comes, in whatever pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Foreword {
    /// The number of the line that has begun.
    begun: Option<usize>,
    /// How many sessions are written, as far as is told.
    pub sessions: usize,
    is_over: bool,
}

impl Foreword {
    /// Takes the next piece of what comes, and tells how many of its bytes are no part of the file.
    pub fn read(&mut self, piece: &[u8]) -> usize {
        for (place, byte) in piece.iter().enumerate() {
            if self.is_over {
                return place;
            }
            self.take(*byte);
        }
        piece.len()
    }

    fn take(&mut self, byte: u8) {
        match (byte, self.begun) {
            (b'\n', None) => self.is_over = true,
            (b'\n', Some(sessions)) => {
                self.sessions = sessions;
                self.begun = None;
            }
            (digit, begun) => {
                let digit = usize::from(digit.wrapping_sub(b'0'));
                let before = begun.unwrap_or_default().saturating_mul(10);
                self.begun = Some(before.saturating_add(digit));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_file_is_what_comes_after_it_however_it_is_cut(
            told in prop::collection::vec(0_usize..2_000_000, 0..5),
            file in prop::collection::vec(any::<u8>(), 0..40),
            size in 1_usize..20,
        ) {
            let mut sent: Vec<u8> = told.iter().flat_map(|sessions| foreword_line(*sessions).into_bytes()).collect();
            sent.extend(FOREWORD_END.as_bytes());
            sent.extend(&file);
            let (mut foreword, mut read) = (Foreword::default(), Vec::<u8>::new());
            for piece in sent.chunks(size) {
                let begins = foreword.read(piece);
                read.extend(&piece[begins..]);
            }
            prop_assert_eq!(read, file);
            prop_assert_eq!(foreword.sessions, told.last().copied().unwrap_or_default());
        }
    }
}
