//! The people of the console as all of them know one another (spec 2.1, 5.1).

use crate::event::{PersonChange, PersonEvent};
use crate::id::{ExpertiseId, PictureId, UserId};
use crate::language::LanguageTag;
use crate::presence::Presence;
use crate::user::{Operator, Role};
use crate::wire::console::UserPresence;
use serde::{Deserialize, Serialize};

/// A colleague.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Who, and what he is called.
    pub operator: Operator,
    /// What he may do.
    pub role: Role,
    /// How he looks, and what he knows about.
    pub profile: Profile,
    /// Whether he is there.
    pub presence: Presence,
}

/// How somebody looks, what he knows about and what he speaks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// His picture; initials stand in for one.
    pub picture: Option<PictureId>,
    /// What he knows about.
    pub expertises: Vec<ExpertiseId>,
    /// The language he speaks first.
    #[serde(default)]
    pub main_language: Option<LanguageTag>,
    /// Those he speaks besides.
    #[serde(default)]
    pub further_languages: Vec<LanguageTag>,
}

impl Profile {
    /// What he speaks, the main language first.
    pub fn languages(&self) -> impl Iterator<Item = &LanguageTag> {
        self.main_language.iter().chain(&self.further_languages)
    }
}

/// Everybody who can sign in as a console holds them, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct People(Vec<Person>);

impl People {
    /// These people.
    pub fn new(people: Vec<Person>) -> Self {
        let mut people = Self(people);
        people.sort();
        people
    }

    /// By name.
    pub fn iter(&self) -> std::slice::Iter<'_, Person> {
        self.0.iter()
    }

    /// One of them.
    pub fn find(&self, user: UserId) -> Option<&Person> {
        self.0.iter().find(|person| person.operator.id == user)
    }

    /// Takes in what somebody is from now on. Whether he is there stays as it was: the journal does not tell.
    pub fn apply(&mut self, event: &PersonEvent) {
        let before = self.find(event.user);
        let presence = before.map_or(Presence::Offline, |person| person.presence);
        self.0.retain(|person| person.operator.id != event.user);
        if let PersonChange::Saved(operator, role, profile) = &event.change {
            self.0.push(Person {
                operator: operator.clone(),
                role: *role,
                profile: profile.clone(),
                presence,
            });
        }
        self.sort();
    }

    /// Takes in whether somebody is there.
    pub fn hear(&mut self, news: UserPresence) {
        let known = self
            .0
            .iter_mut()
            .find(|person| person.operator.id == news.user);
        if let Some(person) = known {
            person.presence = news.presence;
        }
    }

    /// Here and not in the database, whose kinds sort letters differently.
    fn sort(&mut self) {
        self.0
            .sort_by_cached_key(|person| (person.operator.name.to_lowercase(), person.operator.id));
    }
}

impl<'a> IntoIterator for &'a People {
    type Item = &'a Person;
    type IntoIter = std::slice::Iter<'a, Person>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Position;
    use crate::testing::operator;
    use crate::time::Timestamp;

    fn person(id: u128, name: &str) -> Person {
        Person {
            operator: Operator {
                name: name.to_owned(),
                ..operator(id)
            },
            role: Role::Operator,
            profile: Profile::default(),
            presence: Presence::Online,
        }
    }

    fn event(person: &Person, change: PersonChange) -> PersonEvent {
        PersonEvent {
            position: Position(1),
            user: person.operator.id,
            at: Timestamp(0),
            change,
        }
    }

    fn names(people: &People) -> Vec<&str> {
        let names = people.iter().map(|person| person.operator.name.as_str());
        names.collect()
    }

    #[test]
    fn what_somebody_is_now_takes_the_place_of_what_he_was() {
        let (ada, ben) = (person(1, "Ada"), person(2, "ben"));
        let mut people = People::new(vec![ben.clone(), ada.clone()]);
        assert_eq!(names(&people), ["Ada", "ben"]);
        let renamed = Operator {
            name: "Zoë".to_owned(),
            ..ada.operator.clone()
        };
        let profile = Profile {
            picture: Some(PictureId(uuid::Uuid::from_u128(5))),
            expertises: vec![ExpertiseId(uuid::Uuid::from_u128(6))],
            main_language: LanguageTag::parse("fr"),
            further_languages: Vec::new(),
        };
        let saved = PersonChange::Saved(renamed.clone(), Role::Administrator, profile.clone());
        people.apply(&event(&ada, saved));
        assert_eq!(names(&people), ["ben", "Zoë"]);
        let zoe = people.find(ada.operator.id);
        let expected = Person {
            operator: renamed,
            role: Role::Administrator,
            profile,
            presence: Presence::Online,
        };
        assert_eq!(zoe, Some(&expected));
        people.apply(&event(&ben, PersonChange::Removed));
        assert_eq!(names(&people), ["Zoë"]);
    }

    #[test]
    fn who_is_new_is_not_there_until_he_comes() {
        let ada = person(1, "Ada");
        let mut people = People::default();
        let came = UserPresence {
            user: ada.operator.id,
            presence: Presence::Away,
        };
        people.hear(came);
        assert_eq!(names(&people), [""; 0]);
        let saved = PersonChange::Saved(ada.operator.clone(), Role::Operator, Profile::default());
        people.apply(&event(&ada, saved));
        let presence = |people: &People| people.find(ada.operator.id).unwrap().presence;
        assert_eq!(presence(&people), Presence::Offline);
        people.hear(came);
        assert_eq!(presence(&people), Presence::Away);
    }
}
