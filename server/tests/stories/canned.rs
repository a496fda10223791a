//! Canned responses: whose they are, who uses them, and what they may say.

use crate::stories;
use crate::world::{World, new_user, refusal};
use domain::canned::{AuthorizedGroup, CannedResponse, Draft};
use domain::id::{CannedId, GroupId};
use domain::limit::{CANNED_RESPONSES, MESSAGE_CHARACTERS, SHORTCUT_CHARACTERS};
use domain::member::BuiltInGroup;
use domain::problem::{Fault, Problem};
use domain::user::{Role, User};
use domain::wire::Refusal;
use domain::wire::console::SharedList;
use server::desk::Signal;
use server::error::Error;
use std::fmt::Debug;
use uuid::Uuid;

const EVERYBODY: AuthorizedGroup = AuthorizedGroup::BuiltIn(BuiltInGroup::Operators);

async fn administrator(world: &World) -> User {
    let ada = new_user("Ada", Role::Administrator);
    world.desk().create_user(ada).await.unwrap()
}

fn draft(shortcut: &str, substitution: &str, groups: &[AuthorizedGroup]) -> Draft {
    Draft {
        shortcut: shortcut.to_owned(),
        substitution: substitution.to_owned(),
        groups: groups.to_vec(),
    }
}

async fn make(
    world: &World,
    user: &User,
    shortcut: &str,
    groups: &[AuthorizedGroup],
) -> CannedResponse {
    let draft = draft(shortcut, "Text", groups);
    world
        .desk()
        .make_canned_response(user, draft)
        .await
        .unwrap()
}

fn faults<T: Debug>(outcome: Result<T, Error>) -> Vec<(String, Fault)> {
    match outcome {
        Err(Error::Invalid(problems)) => problems
            .into_iter()
            .map(|Problem { field, fault }| (field, fault))
            .collect(),
        other => panic!("{other:?}"),
    }
}

fn of_shortcut(fault: Fault) -> Vec<(String, Fault)> {
    vec![("shortcut".to_owned(), fault)]
}

/// The shortcuts that somebody reads, and those that he may put into a reply.
async fn shortcuts(world: &World, user: &User) -> (Vec<String>, Vec<String>) {
    let canned = world.desk().canned_responses(user).await.unwrap();
    let shortcuts = |responses: &[CannedResponse]| {
        let shortcuts = responses.iter().map(|response| response.shortcut.clone());
        shortcuts.collect()
    };
    (
        shortcuts(&canned.responses),
        shortcuts(&canned.usable(user.id, user.role)),
    )
}

stories! {
    async fn without_a_group_only_its_maker_has_it(world: &World) {
        let ada = administrator(world).await;
        let (ben, cleo) = (world.user("Ben").await, world.user("Cleo").await);
        make(world, &ben, "mine", &[]).await;
        make(world, &ben, "all", &[EVERYBODY]).await;
        let administrators = AuthorizedGroup::BuiltIn(BuiltInGroup::Administrators);
        make(world, &ben, "boss", &[administrators]).await;
        let told = |shown: &[&str], usable: &[&str]| {
            let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
            (owned(shown), owned(usable))
        };
        assert_eq!(shortcuts(world, &ben).await, told(&["all", "boss", "mine"], &["all", "boss", "mine"]));
        assert_eq!(shortcuts(world, &cleo).await, told(&["all"], &["all"]));
        assert_eq!(shortcuts(world, &ada).await, told(&["all", "boss", "mine"], &["all", "boss"]));
    }

    async fn people_of_a_group_that_was_made_have_it_as_long_as_they_are_in_it(world: &World) {
        let ada = administrator(world).await;
        let (ben, cleo) = (world.user("Ben").await, world.user("Cleo").await);
        let billing = world.desk().make_group(&ada, "Billing").await.unwrap().id;
        make(world, &ben, "invoice", &[AuthorizedGroup::Made(billing)]).await;
        assert_eq!(shortcuts(world, &cleo).await.1, [""; 0]);
        world.change_member(&ada, cleo.id, Role::Operator, &[billing]).await.unwrap();
        assert_eq!(shortcuts(world, &cleo).await.1, ["invoice"]);
        world.desk().delete_group(&ada, billing).await.unwrap();
        assert_eq!(shortcuts(world, &cleo).await.1, [""; 0]);
        assert_eq!(shortcuts(world, &ben).await.1, ["invoice"]);
    }

    async fn operators_change_their_own_and_administrators_all(world: &World) {
        let ada = administrator(world).await;
        let (ben, cleo) = (world.user("Ben").await, world.user("Cleo").await);
        let shared = make(world, &ben, "all", &[EVERYBODY]).await;
        let private = make(world, &ben, "mine", &[]).await;
        let desk = world.desk();
        let to = || draft("other", "Other", &[]);
        // What he may not read does not exist for him.
        for (response, expected) in [(&shared, Refusal::Forbidden), (&private, Refusal::NotFound)] {
            let changed = desk.change_canned_response(&cleo, response.id, 0, to()).await;
            assert_eq!(refusal(changed), expected);
            assert_eq!(refusal(desk.delete_canned_response(&cleo, response.id).await), expected);
        }
        let changed = desk.change_canned_response(&ada, private.id, 0, to()).await.unwrap();
        assert_eq!((changed.owner, changed.version), (ben.id, 1), "it stays its owner's");
        desk.change_canned_response(&ben, shared.id, 0, draft("ALL", "Text", &[])).await.unwrap();
        desk.delete_canned_response(&ben, shared.id).await.unwrap();
        desk.delete_canned_response(&ada, private.id).await.unwrap();
        assert_eq!(shortcuts(world, &ada).await.0, [""; 0]);
        for id in [shared.id, CannedId(Uuid::new_v4())] {
            assert_eq!(refusal(desk.delete_canned_response(&ada, id).await), Refusal::NotFound);
            assert_eq!(refusal(desk.change_canned_response(&ada, id, 0, to()).await), Refusal::NotFound);
        }
    }

    async fn no_two_of_one_owner_differ_by_capitals_alone(world: &World) {
        let (ben, cleo) = (world.user("Ben").await, world.user("Cleo").await);
        make(world, &ben, "Été", &[]).await;
        let other = make(world, &ben, "other", &[]).await;
        let again = world.desk().make_canned_response(&ben, draft("::éTÉ", "Text", &[])).await;
        assert_eq!(faults(again), of_shortcut(Fault::Taken));
        let changed = world.desk().change_canned_response(&ben, other.id, 0, draft("été", "Text", &[])).await;
        assert_eq!(faults(changed), of_shortcut(Fault::Taken));
        let own = world.desk().change_canned_response(&ben, other.id, 0, draft("OTHER", "Text", &[])).await;
        assert_eq!(own.unwrap().shortcut, "OTHER");
        make(world, &cleo, "été", &[EVERYBODY]).await;
        assert_eq!(shortcuts(world, &ben).await.1.len(), 3);
    }

    async fn what_is_wrong_is_told_at_its_field_and_nothing_is_kept(world: &World) {
        let ben = world.user("Ben").await;
        let unknown = AuthorizedGroup::Made(GroupId(Uuid::new_v4()));
        let long = "s".repeat(SHORTCUT_CHARACTERS + 1);
        let longer = "s".repeat(MESSAGE_CHARACTERS + 1);
        let cases = [
            (draft("", "Text", &[]), "shortcut", Fault::Missing),
            (draft("two words", "Text", &[]), "shortcut", Fault::NotAShortcut),
            (draft(&long, "Text", &[]), "shortcut", Fault::TooLong { limit: SHORTCUT_CHARACTERS }),
            (draft("a", " \n ", &[]), "substitution", Fault::Missing),
            (draft("a", &longer, &[]), "substitution", Fault::TooLong { limit: MESSAGE_CHARACTERS }),
            (draft("a", "Dear {visitor.mail}", &[]), "substitution", Fault::UnknownPlaceholder),
            (draft("a", "Text", &[unknown]), "groups", Fault::Unknown),
        ];
        for (draft, field, fault) in cases {
            let made = world.desk().make_canned_response(&ben, draft).await;
            assert_eq!(faults(made), [(field.to_owned(), fault)]);
        }
        assert_eq!(shortcuts(world, &ben).await.0, [""; 0]);
        let most = draft(&"s".repeat(SHORTCUT_CHARACTERS), &"é".repeat(MESSAGE_CHARACTERS), &[EVERYBODY]);
        world.desk().make_canned_response(&ben, most).await.unwrap();
    }

    async fn who_changes_second_is_told_and_changes_nothing(world: &World) {
        let ben = world.user("Ben").await;
        let made = make(world, &ben, "all", &[]).await;
        let first = world.desk().change_canned_response(&ben, made.id, 0, draft("one", "Text", &[])).await.unwrap();
        let second = world.desk().change_canned_response(&ben, made.id, 0, draft("two", "Text", &[])).await;
        assert_eq!(faults(second), of_shortcut(Fault::Changed));
        assert_eq!(world.desk().canned_responses(&ben).await.unwrap().responses, [first]);
    }

    async fn one_owner_has_so_many_and_no_more(world: &World) {
        let (ben, cleo) = (world.user("Ben").await, world.user("Cleo").await);
        let additions = (0..CANNED_RESPONSES).map(|number| {
            let (desk, draft) = (world.desk(), draft(&format!("s{number}"), "Text", &[]));
            let ben = &ben;
            async move { desk.make_canned_response(ben, draft).await }
        });
        for made in futures::future::join_all(additions).await {
            made.unwrap();
        }
        let over = world.desk().make_canned_response(&ben, draft("over", "Text", &[])).await;
        assert_eq!(faults(over), of_shortcut(Fault::TooMany { limit: CANNED_RESPONSES }));
        make(world, &cleo, "hers", &[]).await;
    }

    async fn what_is_for_a_group_outlives_its_owner(world: &World) {
        let ada = administrator(world).await;
        let (ben, cleo) = (world.user("Ben").await, world.user("Cleo").await);
        make(world, &ben, "all", &[EVERYBODY]).await;
        world.desk().remove_member(&ada, ben.id).await.unwrap();
        assert_eq!(shortcuts(world, &cleo).await.1, ["all"]);
    }

    async fn consoles_are_told_of_every_change(world: &World) {
        let ben = world.user("Ben").await;
        // Each node passes on what happened there, and tells the others by the bus.
        let desk = &world.nodes()[0];
        let mut signals = desk.signals();
        let made = desk.make_canned_response(&ben, draft("all", "Text", &[])).await.unwrap();
        let changed = Signal::Changed(SharedList::CannedResponses);
        assert_eq!(signals.recv().await.unwrap(), changed);
        desk.change_canned_response(&ben, made.id, 0, draft("one", "Text", &[])).await.unwrap();
        assert_eq!(signals.recv().await.unwrap(), changed);
        desk.delete_canned_response(&ben, made.id).await.unwrap();
        assert_eq!(signals.recv().await.unwrap(), changed);
        let tag = desk.make_tag(&ben, "Bug", None).await.unwrap();
        assert_eq!(signals.recv().await.unwrap(), Signal::Changed(SharedList::Tags));
        assert_eq!(tag.name, "Bug");
    }
}
