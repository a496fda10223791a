//! Who is invited, who may do what, who goes; groups; and links to choose a password.

use crate::mails::{administrator, mail_server};
use crate::smtp::Mood;
use crate::stories;
use crate::world::{PASSWORD, World, new_user, refusal};
use domain::audit::Audited;
use domain::event::Entry;
use domain::id::{ChannelId, GroupId, UserId};
use domain::member::{Member, Standing};
use domain::problem::{Fault, Problem};
use domain::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use domain::user::{Preferences, Role, Theme, User};
use domain::wire::Refusal;
use server::desk::{ConsoleResume, Invitation, Purpose, SignIn, Signal, TokenHash};
use server::error::Error;
use uuid::Uuid;

const ORIGIN: &str = "http://chat.example";

fn invitation(name: &str) -> Invitation {
    Invitation {
        name: name.to_owned(),
        email: format!("{}@example.org", name.to_lowercase()),
        role: Role::Operator,
    }
}

fn sign_in(email: &str, password: &str) -> SignIn {
    SignIn {
        email: email.to_owned(),
        password: password.to_owned(),
        user_agent: "Firefox".to_owned(),
        address: "192.0.2.1".to_owned(),
    }
}

fn problems<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Vec<Problem> {
    match outcome {
        Err(Error::Invalid(problems)) => problems,
        other => panic!("{other:?}"),
    }
}

/// The user of an invitation, and its token.
async fn invited(world: &World, ada: &User, name: &str) -> (User, String) {
    let invited = world
        .desk()
        .invite(ada, invitation(name), ORIGIN)
        .await
        .unwrap();
    let token = invited.link.rsplit_once('/').unwrap().1.to_owned();
    (invited.user, token)
}

async fn member(world: &World, ada: &User, user: UserId) -> Member {
    let members = world.desk().members(ada).await.unwrap().members;
    members
        .into_iter()
        .find(|member| member.user.id == user)
        .unwrap()
}

fn standing(role: Role, groups: &[GroupId]) -> Standing {
    Standing {
        role,
        groups: groups.iter().copied().collect(),
    }
}

stories! {
    async fn an_invited_person_chooses_a_password_once_and_is_in(world: &World) {
        let ada = administrator(world).await;
        let (ben, token) = invited(world, &ada, "Ben").await;
        assert!(member(world, &ada, ben.id).await.is_invited);
        for password in ["", PASSWORD] {
            let early = world.desk().sign_in(sign_in("ben@example.org", password)).await;
            assert_eq!(refusal(early), Refusal::Unauthorized);
        }
        assert_eq!(world.desk().link_holder(Purpose::Invitation, &token).await.unwrap(), ben);
        assert!(world.desk().link_holder(Purpose::Reset, &token).await.is_err());
        let choose = async |password| world.desk().choose_password(Purpose::Invitation, &token, password).await;
        assert_eq!(problems(choose("short").await), [Problem::new("password", Fault::TooShort { limit: 10 })]);
        assert_eq!(choose(PASSWORD).await.unwrap(), ben);
        assert_eq!(refusal(choose(PASSWORD).await), Refusal::NotFound);
        assert!(!member(world, &ada, ben.id).await.is_invited);
        world.desk().sign_in(sign_in("ben@example.org", PASSWORD)).await.unwrap().session().unwrap();
        assert_eq!(member(world, &ada, ben.id).await.seen_at, Some(world.clock.now()));
    }

    async fn an_invitation_is_good_for_seven_days_and_the_newest_alone(world: &World) {
        let ada = administrator(world).await;
        let (ben, first) = invited(world, &ada, "Ben").await;
        let again = world.desk().invite_again(&ada, ben.id, ORIGIN).await.unwrap();
        let second = again.link.rsplit_once('/').unwrap().1;
        assert!(world.desk().link_holder(Purpose::Invitation, &first).await.is_err());
        world.clock.advance(7 * DAY_MS - 1);
        assert!(world.desk().link_holder(Purpose::Invitation, second).await.is_ok());
        world.clock.advance(1);
        assert!(world.desk().link_holder(Purpose::Invitation, second).await.is_err());
        let late = world.desk().choose_password(Purpose::Invitation, second, PASSWORD).await;
        assert_eq!(refusal(late), Refusal::NotFound);
        assert_eq!(refusal(world.desk().invite_again(&ada, ada.id, ORIGIN).await), Refusal::NotFound);
    }

    async fn wrong_fields_of_an_invitation_are_named(world: &World) {
        let ada = administrator(world).await;
        let wrong = Invitation { name: " ".to_owned(), email: "ben".to_owned(), role: Role::Operator };
        assert_eq!(
            problems(world.desk().invite(&ada, wrong, ORIGIN).await),
            [Problem::new("name", Fault::Missing), Problem::new("email", Fault::NotAnEmail)]
        );
        let taken = Invitation { email: "ADA@example.org".to_owned(), ..invitation("Ben") };
        assert_eq!(problems(world.desk().invite(&ada, taken, ORIGIN).await), [Problem::new("email", Fault::Taken)]);
        assert_eq!(world.desk().users().await.unwrap(), [ada]);
    }

    async fn a_forgotten_password_is_replaced_by_a_letter(world: &World) {
        let world = &world.on_one_node();
        let ada = administrator(world).await;
        let server = mail_server(world, &ada, Mood::Takes).await;
        let session = world.desk().sign_in(sign_in("ada@example.org", PASSWORD)).await.unwrap().session().unwrap();
        for email in ["Ada@example.org", "nobody@example.org", "ada@example.org"] {
            world.desk().forgot_password(email, "192.0.2.1").await.unwrap();
        }
        assert_eq!(world.desk().answer_password_requests(ORIGIN).await.unwrap(), 1);
        assert_eq!(world.desk().answer_password_requests(ORIGIN).await.unwrap(), 0);
        world.desk().send_due_mails().await.unwrap();
        let letters = server.letters();
        assert_eq!(letters.len(), 1);
        let link = letters[0].link("/reset/");
        let token = link.rsplit_once('/').unwrap().1;

        let mut signals = world.desk().signals();
        let new = "another long password";
        world.desk().choose_password(Purpose::Reset, token, new).await.unwrap();
        assert!(matches!(signals.try_recv(), Ok(Signal::SessionEnded(_))));
        assert_eq!(refusal(world.desk().session(TokenHash::of(&session)).await), Refusal::Unauthorized);
        world.desk().sign_in(sign_in("ada@example.org", new)).await.unwrap().session().unwrap();
        assert_eq!(refusal(world.desk().choose_password(Purpose::Reset, token, new).await), Refusal::NotFound);
    }

    async fn a_link_to_another_password_is_good_for_an_hour(world: &World) {
        let ada = administrator(world).await;
        let server = mail_server(world, &ada, Mood::Takes).await;
        world.desk().forgot_password("ada@example.org", "192.0.2.1").await.unwrap();
        world.desk().answer_password_requests(ORIGIN).await.unwrap();
        world.desk().send_due_mails().await.unwrap();
        let link = server.letters()[0].link("/reset/");
        let token = link.rsplit_once('/').unwrap().1;
        world.clock.advance(HOUR_MS - 1);
        assert!(world.desk().link_holder(Purpose::Reset, token).await.is_ok());
        world.clock.advance(1);
        assert!(world.desk().link_holder(Purpose::Reset, token).await.is_err());
    }

    async fn requests_for_letters_are_limited_for_known_and_unknown_addresses_alike(world: &World) {
        administrator(world).await;
        for email in ["ada@example.org", "nobody@example.org"] {
            for _ in 0..3 {
                world.desk().forgot_password(email, "192.0.2.1").await.unwrap();
            }
            assert_eq!(refusal(world.desk().forgot_password(email, "192.0.2.2").await), Refusal::TooMany);
        }
        for number in 6..20 {
            let email = format!("{number}@example.org");
            world.desk().forgot_password(&email, "192.0.2.1").await.unwrap();
        }
        let last = world.desk().forgot_password("20@example.org", "192.0.2.1").await;
        assert_eq!(refusal(last), Refusal::TooMany);
        world.clock.advance(15 * MINUTE_MS + 1);
        world.desk().forgot_password("ada@example.org", "192.0.2.1").await.unwrap();
        assert_eq!(
            problems(world.desk().forgot_password("ada", "192.0.2.1").await),
            [Problem::new("email", Fault::NotAnEmail)]
        );
    }

    async fn the_last_administrator_can_be_neither_demoted_nor_removed(world: &World) {
        let ada = administrator(world).await;
        let last = |field| [Problem::new(field, Fault::LastAdministrator)];
        let demote = async |user| world.change_member(&ada, user, Role::Operator, &[]).await;
        assert_eq!(problems(demote(ada.id).await), last("role"));
        assert_eq!(problems(world.desk().remove_member(&ada, ada.id).await), last("user"));
        // Who was only invited may never come.
        let eve = Invitation { role: Role::Administrator, ..invitation("Eve") };
        world.desk().invite(&ada, eve, ORIGIN).await.unwrap();
        assert_eq!(problems(demote(ada.id).await), last("role"));
        let ben = world.desk().create_user(new_user("Ben", Role::Administrator)).await.unwrap();
        let (one, other) = tokio::join!(demote(ada.id), demote(ben.id));
        assert!(one.is_ok() != other.is_ok(), "one of both stays");
    }

    async fn who_is_removed_leaves_and_is_signed_out_and_what_he_wrote_stays(world: &World) {
        let world = &world.on_one_node();
        let ada = administrator(world).await;
        let ben = world.operator("Ben").await;
        let token = world.desk().sign_in(sign_in("ben@example.org", PASSWORD)).await.unwrap().session().unwrap();
        let visitor = world.visitor("Hello").await;
        let conversation = world.conversation_of(visitor).await;
        world.answers(&ben, conversation, "Good morning").await.unwrap();
        let mut signals = world.desk().signals();
        world.desk().remove_member(&ada, ben.id).await.unwrap();
        let channels = world.desk().console_snapshot(&ada).await.unwrap().channels;
        let mut operators = channels.all().iter().flat_map(|card| &card.operators);
        assert!(operators.all(|operator| operator.user != ben.id));
        assert!(matches!(signals.try_recv(), Ok(Signal::SessionEnded(_))));
        assert_eq!(refusal(world.desk().session(TokenHash::of(&token)).await), Refusal::Unauthorized);
        assert_eq!(refusal(world.desk().sign_in(sign_in("ben@example.org", PASSWORD)).await), Refusal::Unauthorized);
        assert_eq!(refusal(world.desk().remove_member(&ada, ben.id).await), Refusal::NotFound);
        let row = world.desk().inbox_row(&ada, conversation).await.unwrap();
        assert!(row.conversation.is_open() && !row.conversation.has_operator(ben.id));
        assert_eq!(world.texts(&ada, conversation).await, ["Hello", "Good morning"]);
        world.assert_journal_is_whole().await;
        world.desk().invite(&ada, invitation("Ben"), ORIGIN).await.unwrap();
    }

    async fn consoles_hear_who_comes_is_called_otherwise_and_goes(world: &World) {
        let ada = administrator(world).await;
        let before = world.desk().console_snapshot(&ada).await.unwrap();
        let (ben, _) = invited(world, &ada, "Ben").await;
        let chat_name = Preferences { chat_name: "Benny".to_owned(), ..Preferences::default() };
        let ben = world.desk().save_preferences(&ben, "Ben Barker", chat_name.clone()).await.unwrap();
        world.change_member(&ada, ben.id, Role::Administrator, &[]).await.unwrap();
        let made = world.cursor().await;
        // What concerns him alone is no news.
        let dark = Preferences { theme: Theme::Dark, ..chat_name };
        world.desk().save_preferences(&ben, "Ben Barker", dark).await.unwrap();
        world.change_member(&ada, ben.id, Role::Administrator, &[]).await.unwrap();
        assert_eq!(world.cursor().await, made);
        world.desk().remove_member(&ada, ben.id).await.unwrap();
        let resumed = world.desk().console_resume(&ada, before.cursor).await.unwrap();
        let ConsoleResume::Events(events, _) = resumed else { panic!() };
        let mut people = before.people;
        let mut known = Vec::new();
        for entry in &events.events {
            if let Entry::Person(event) = entry {
                people.apply(event);
                let ben = people.find(ben.id);
                known.push(ben.map(|ben| (ben.operator.public_name.clone(), ben.role)));
            }
        }
        let called = |name: &str, role| Some((name.to_owned(), role));
        assert_eq!(known, [
            called("Ben", Role::Operator),
            called("Benny", Role::Operator),
            called("Benny", Role::Administrator),
            None,
        ]);
        assert_eq!(people, world.desk().people().await.unwrap());
        world.assert_journal_is_whole().await;
    }

    async fn who_is_invited_into_a_channel_answers_there_once_he_has_joined(world: &World) {
        let ada = administrator(world).await;
        let ben = world.user("Ben").await;
        let channel = world.channel().await;
        let invite = async |asker: &User, channel, name: &str| {
            world.desk().invite_operator(asker, channel, invitation(name), ORIGIN).await
        };
        assert_eq!(refusal(invite(&ben, channel, "Zoe").await), Refusal::Forbidden);
        assert_eq!(refusal(invite(&ada, ChannelId(Uuid::nil()), "Zoe").await), Refusal::NotFound);
        let taken = [Problem::new("email", Fault::Taken)];
        assert_eq!(problems(invite(&ada, channel, "Ben").await), taken);
        assert_eq!(world.desk().members(&ada).await.unwrap().members.len(), 2, "nobody is made by halves");
        let invited = invite(&ada, channel, "Zoe").await.unwrap();
        let card = world.desk().console_snapshot(&ada).await.unwrap().channels.card(channel).unwrap().clone();
        let zoe = card.operators.iter().find(|operator| operator.user == invited.user.id);
        assert!(!zoe.unwrap().has_joined);
        let (_, link) = invited.link.rsplit_once('/').unwrap();
        world.desk().choose_password(Purpose::Invitation, link, PASSWORD).await.unwrap();
        let (_, audited) = world.desk().audit(1).await.unwrap().remove(0);
        assert_eq!(audited, Audited::Invited { user: invited.user.id, role: Role::Operator });
        world.assert_journal_is_whole().await;
    }

    async fn groups_are_made_renamed_and_deleted(world: &World) {
        let ada = administrator(world).await;
        let ben = world.user("Ben").await;
        let sales = world.desk().make_group(&ada, " Sales ").await.unwrap();
        assert_eq!(sales.name, "Sales");
        let make = async |name: &str| world.desk().make_group(&ada, name).await;
        let taken = [Problem::new("name", Fault::Taken)];
        for name in ["sales", "OPERATORS", "Administrators"] {
            assert_eq!(problems(make(name).await), taken, "{name}");
        }
        assert_eq!(problems(make(" ").await), [Problem::new("name", Fault::Missing)]);
        assert_eq!(problems(make(&"n".repeat(101)).await), [Problem::new("name", Fault::TooLong { limit: 100 })]);
        let most = make(&"n".repeat(100)).await.unwrap();

        let groups = vec![sales.id, most.id];
        world.change_member(&ada, ben.id, Role::Operator, &groups).await.unwrap();
        let kept = member(world, &ada, ben.id).await.groups;
        assert!(kept.len() == 2 && groups.iter().all(|group| kept.contains(group)));
        assert_eq!(problems(world.desk().rename_group(&ada, most.id, &most.name, "SALES").await), taken);
        world.desk().rename_group(&ada, sales.id, "Sales", "SALES").await.unwrap();
        world.desk().delete_group(&ada, most.id).await.unwrap();
        assert_eq!(refusal(world.desk().delete_group(&ada, most.id).await), Refusal::NotFound);
        assert_eq!(refusal(world.desk().rename_group(&ada, most.id, &most.name, "Other").await), Refusal::NotFound);
        assert_eq!(member(world, &ada, ben.id).await.groups, [sales.id]);
        let groups = world.desk().members(&ada).await.unwrap().groups;
        assert_eq!(groups.len(), 1);
        assert_eq!(groups[0].name, "SALES");
    }

    async fn of_two_who_edit_a_person_or_a_group_the_second_is_told_and_changes_nothing(world: &World) {
        let ada = administrator(world).await;
        let ben = world.user("Ben").await;
        let (desk, sales) = (world.desk(), world.desk().make_group(&ada, "Sales").await.unwrap());
        let before = member(world, &ada, ben.id).await.standing();
        let first = standing(Role::Operator, &[sales.id]);
        desk.change_member(&ada, ben.id, before.clone(), first.clone()).await.unwrap();
        let second = desk.change_member(&ada, ben.id, before, standing(Role::Administrator, &[])).await;
        assert!(matches!(second, Err(Error::Conflict)), "{second:?}");
        assert_eq!(member(world, &ada, ben.id).await.standing(), first);

        desk.rename_group(&ada, sales.id, "Sales", "Trade").await.unwrap();
        let late = desk.rename_group(&ada, sales.id, "Sales", "Retail").await;
        assert_eq!(problems(late), [Problem::new("name", Fault::Changed)]);
        assert_eq!(desk.members(&ada).await.unwrap().groups[0].name, "Trade");
    }

    async fn every_administrative_change_is_kept_with_who_did_it(world: &World) {
        let ada = administrator(world).await;
        let (ben, _) = invited(world, &ada, "Ben").await;
        let sales = world.desk().make_group(&ada, "Sales").await.unwrap();
        world.clock.advance(1);
        world.change_member(&ada, ben.id, Role::Administrator, &[sales.id]).await.unwrap();
        world.change_member(&ada, ben.id, Role::Administrator, &[sales.id]).await.unwrap();
        world.clock.advance(1);
        world.desk().remove_member(&ada, ben.id).await.unwrap();
        let audited = world.desk().audit(100).await.unwrap();
        assert!(audited.iter().all(|(name, _)| name == "Ada"));
        let what: Vec<Audited> = audited.into_iter().map(|(_, what)| what).collect();
        assert_eq!(what.len(), 5);
        assert_eq!(what[0], Audited::Removed { user: ben.id });
        for expected in [
            Audited::Invited { user: ben.id, role: Role::Operator },
            Audited::RoleChanged { user: ben.id, role: Role::Administrator },
            Audited::GroupsChanged { user: ben.id, groups: vec![sales.id] },
            Audited::GroupMade { group: sales.id },
        ] {
            assert!(what.contains(&expected), "{expected:?}");
        }
    }

    async fn operators_neither_see_nor_change_who_is_a_user(world: &World) {
        let ben = world.user("Ben").await;
        let (desk, group) = (world.desk(), GroupId(Uuid::nil()));
        let forbidden = [
            desk.members(&ben).await.map(drop),
            desk.invite(&ben, invitation("Eve"), ORIGIN).await.map(drop),
            desk.invite_again(&ben, ben.id, ORIGIN).await.map(drop),
            desk.change_member(&ben, ben.id, standing(Role::Operator, &[]), standing(Role::Administrator, &[])).await,
            desk.remove_member(&ben, ben.id).await,
            desk.make_group(&ben, "Sales").await.map(drop),
            desk.rename_group(&ben, group, "Sales", "Sale").await,
            desk.delete_group(&ben, group).await,
        ];
        for outcome in forbidden {
            assert_eq!(refusal(outcome), Refusal::Forbidden);
        }
    }
}
