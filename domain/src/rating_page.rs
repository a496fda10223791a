//! Public pages of ratings (spec 12.5): what the world is told, which is never a comment, a real name or a rating that was kept internal.

use crate::channel::Channel;
use crate::id::PictureId;
use crate::rating::Face;
use crate::report::percent;

/// How many ratings there are of each face.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Faces {
    satisfied: i64,
    okay: i64,
    dissatisfied: i64,
}

impl Faces {
    /// Counts some more of a face.
    pub fn count(&mut self, face: Face, more: i64) {
        *match face {
            Face::Satisfied => &mut self.satisfied,
            Face::Okay => &mut self.okay,
            Face::Dissatisfied => &mut self.dissatisfied,
        } += more;
    }

    /// All ratings.
    pub fn all(&self) -> i64 {
        self.satisfied + self.okay + self.dissatisfied
    }

    /// How many of a hundred are this face; `None` if there are none at all.
    pub fn percent(&self, face: Face) -> Option<u32> {
        let part = match face {
            Face::Satisfied => self.satisfied,
            Face::Okay => self.okay,
            Face::Dissatisfied => self.dissatisfied,
        };
        percent(part, self.all())
    }
}

/// A channel as everybody may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicChannel {
    /// Its name in addresses.
    pub key: String,
    /// Its name.
    pub name: String,
    /// How it looks.
    pub picture: Option<PictureId>,
    /// Whether everybody may see it now.
    pub is_published: bool,
}

impl PublicChannel {
    /// What is told of a channel.
    pub fn of(channel: &Channel, is_published: bool) -> Self {
        Self {
            key: channel.key.clone(),
            name: channel.name.clone(),
            picture: channel.picture,
            is_published,
        }
    }
}

/// What a channel's page tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicRatings {
    /// The channel.
    pub channel: PublicChannel,
    /// Of all ratings.
    pub faces: Faces,
    /// The last ones, newest first, at most [`crate::limit::PUBLIC_RATINGS`].
    pub last: Vec<Face>,
    /// Of each operator who was rated, by the name that visitors know him by.
    pub operators: Vec<(String, Faces)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faces_are_told_in_per_cent_of_all() {
        let mut faces = Faces::default();
        assert_eq!(Face::ALL.map(|face| faces.percent(face)), [None; 3]);
        faces.count(Face::Satisfied, 2);
        faces.count(Face::Dissatisfied, 1);
        faces.count(Face::Satisfied, 1);
        assert_eq!(faces.all(), 4);
        let told = Face::ALL.map(|face| faces.percent(face));
        assert_eq!(told, [Some(75), Some(0), Some(25)]);
    }
}
