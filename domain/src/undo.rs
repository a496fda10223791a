//! What was changed in a form, step by step, so that it can be taken back and done again.

use std::collections::VecDeque;

/// How many changes can be taken back: more than people remember, and few enough to be held.
pub const UNDOS: usize = 100;

/// What something was before each of its changes. It knows nothing of what it is now: that is handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undo<T> {
    past: VecDeque<T>,
    future: Vec<T>,
    /// Whether the last change was one of typing, which the next letter goes on with.
    is_typing: bool,
}

impl<T> Default for Undo<T> {
    fn default() -> Self {
        Self {
            past: VecDeque::new(),
            future: Vec::new(),
            is_typing: false,
        }
    }
}

impl<T> Undo<T> {
    /// It was changed; `before` is what it was until then. What could have been done again is forgotten.
    pub fn changed(&mut self, before: T) {
        self.is_typing = false;
        self.add(before);
    }

    /// A letter was typed; letters that follow each other are one change.
    pub fn typed(&mut self, before: T) {
        if !self.is_typing || self.past.is_empty() {
            self.add(before);
        }
        self.future.clear();
        self.is_typing = true;
    }

    /// Typing has come to its end: the next letter is another change.
    pub fn typing_ended(&mut self) {
        self.is_typing = false;
    }

    /// Takes the last change back; what it is then, if there was one.
    pub fn undo(&mut self, now: T) -> Option<T> {
        let before = self.past.pop_back()?;
        self.future.push(now);
        self.is_typing = false;
        Some(before)
    }

    /// Does again what was taken back last; what it is then, if there was something.
    pub fn redo(&mut self, now: T) -> Option<T> {
        let after = self.future.pop()?;
        self.past.push_back(now);
        self.is_typing = false;
        Some(after)
    }

    /// How many changes can be taken back.
    pub fn undos(&self) -> usize {
        self.past.len()
    }

    /// How many can be done again.
    pub fn redos(&self) -> usize {
        self.future.len()
    }

    fn add(&mut self, before: T) {
        self.future.clear();
        if self.past.len() >= UNDOS {
            self.past.pop_front();
        }
        self.past.push_back(before);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_was_changed_is_taken_back_and_done_again() {
        let mut undo = Undo::default();
        undo.changed(1);
        undo.changed(2);
        assert_eq!(undo.undo(3), Some(2));
        assert_eq!(undo.undo(2), Some(1));
        assert_eq!(undo.undo(1), None);
        assert_eq!(undo.redo(1), Some(2));
        assert_eq!((undo.undos(), undo.redos()), (1, 1));
        undo.changed(2);
        assert_eq!(undo.redo(9), None, "another way was taken");
    }

    #[test]
    fn what_is_typed_in_one_go_is_one_change() {
        let mut undo = Undo::default();
        undo.typed("");
        undo.typed("a");
        undo.typed("ab");
        assert_eq!(undo.undos(), 1);
        undo.typing_ended();
        undo.typed("abc");
        undo.changed("abcd");
        undo.typed("X");
        assert_eq!(undo.undos(), 4);
        assert_eq!(undo.undo("Xy"), Some("X"));
        undo.typed("X");
        assert_eq!(undo.redos(), 0);
        assert_eq!(undo.undo("Xz"), Some("X"));
    }

    #[test]
    fn only_the_latest_changes_are_held() {
        let mut undo = Undo::default();
        for before in 0..=UNDOS {
            undo.changed(before);
        }
        assert_eq!(undo.undos(), UNDOS);
        let mut now = UNDOS + 1;
        while let Some(before) = undo.undo(now) {
            now = before;
        }
        assert_eq!(now, 1);
    }

    proptest! {
        #[test]
        fn as_many_redos_as_undos_lead_back(deeds in proptest::collection::vec((0u8..4, 0u32..9), 0..60)) {
            let mut undo = Undo::default();
            let mut now = 0;
            for (deed, value) in deeds {
                match deed {
                    0 | 1 => { undo.changed(now); now = value; }
                    2 => { undo.typed(now); now = value; }
                    _ => now = undo.undo(now).unwrap_or(now),
                }
            }
            let (last, redos) = (now, undo.redos());
            let mut count = 0;
            while let Some(before) = undo.undo(now) {
                now = before;
                count += 1;
            }
            for _ in 0..count {
                now = undo.redo(now).unwrap();
            }
            prop_assert_eq!((now, undo.redos()), (last, redos));
        }
    }
}
