//! The tags that conversations are given.

use crate::stories;
use crate::world::{World, new_user, refusal};
use domain::id::TagId;
use domain::limit::{NAME_CHARACTERS, TAGS};
use domain::problem::{Fault, Problem};
use domain::tag::{Tag, TagColour};
use domain::user::{Role, User};
use domain::wire::Refusal;
use server::error::Error;
use std::fmt::Debug;
use uuid::Uuid;

async fn administrator(world: &World) -> User {
    let ada = new_user("Ada", Role::Administrator);
    world.desk().create_user(ada).await.unwrap()
}

fn names(list: &[Tag]) -> Vec<&str> {
    list.iter().map(|tag| tag.name.as_str()).collect()
}

fn fault<T: Debug>(outcome: Result<T, Error>) -> (String, Fault) {
    match outcome {
        Err(Error::Invalid(problems)) => {
            let [Problem { field, fault }] = problems.try_into().unwrap();
            (field, fault)
        }
        other => panic!("{other:?}"),
    }
}

fn of_name(fault: Fault) -> (String, Fault) {
    ("name".to_owned(), fault)
}

fn colour(index: u8) -> TagColour {
    TagColour::try_from(index).unwrap()
}

stories! {
    async fn an_operator_makes_tags_and_reads_them_by_name(world: &World) {
        let ben = world.user("Ben").await;
        assert_eq!(world.desk().tags(&ben).await.unwrap(), []);
        let refund = world.desk().make_tag(&ben, " refund ", None).await.unwrap();
        let bug = world.desk().make_tag(&ben, "Bug", Some(colour(5))).await.unwrap();
        let eco = world.desk().make_tag(&ben, "Éco", None).await.unwrap();
        assert_eq!([refund.colour, bug.colour, eco.colour], [0, 5, 2].map(colour));
        let list = world.desk().tags(&ben).await.unwrap();
        assert_eq!(names(&list), ["Bug", "refund", "Éco"]);
        assert_eq!(list, [bug, refund, eco]);
    }

    async fn only_an_administrator_changes_and_deletes(world: &World) {
        let ada = administrator(world).await;
        let ben = world.user("Ben").await;
        let tag = world.desk().make_tag(&ben, "Bug", None).await.unwrap();
        let changed = world.desk().change_tag(&ben, tag.id, "Bug", "Mine", colour(1)).await;
        assert_eq!(refusal(changed), Refusal::Forbidden);
        assert_eq!(refusal(world.desk().delete_tag(&ben, tag.id).await), Refusal::Forbidden);
        assert_eq!(world.desk().tags(&ben).await.unwrap(), std::slice::from_ref(&tag));

        let changed = world.desk().change_tag(&ada, tag.id, "Bug", "Fault", colour(1)).await.unwrap();
        assert_eq!(changed, Tag { id: tag.id, name: "Fault".to_owned(), colour: colour(1) });
        assert_eq!(world.desk().tags(&ben).await.unwrap(), [changed]);
        world.desk().delete_tag(&ada, tag.id).await.unwrap();
        world.desk().delete_tag(&ada, tag.id).await.unwrap();
        assert_eq!(world.desk().tags(&ben).await.unwrap(), []);
        for id in [tag.id, TagId(Uuid::new_v4())] {
            let changed = world.desk().change_tag(&ada, id, "Fault", "Bug", colour(1)).await;
            assert_eq!(refusal(changed), Refusal::NotFound);
        }
    }

    async fn no_two_have_names_that_differ_by_capitals_alone(world: &World) {
        let ada = administrator(world).await;
        world.desk().make_tag(&ada, "Éco", None).await.unwrap();
        let bug = world.desk().make_tag(&ada, "Bug", None).await.unwrap();
        let again = world.desk().make_tag(&ada, "BUG ", None).await;
        assert_eq!(fault(again), of_name(Fault::Taken));
        let other = world.desk().change_tag(&ada, bug.id, "Bug", "éco", bug.colour).await;
        assert_eq!(fault(other), of_name(Fault::Taken));
        let own = world.desk().change_tag(&ada, bug.id, "Bug", "BUG", bug.colour).await;
        assert_eq!(own.unwrap().name, "BUG");
    }

    async fn a_name_is_there_and_not_too_long(world: &World) {
        let ada = administrator(world).await;
        let most = "é".repeat(NAME_CHARACTERS);
        let tag = world.desk().make_tag(&ada, &most, None).await.unwrap();
        let over = format!("{most}é");
        let too_long = Fault::TooLong { limit: NAME_CHARACTERS };
        for (name, expected) in [(" ", Fault::Missing), ("", Fault::Missing), (&over, too_long)] {
            let made = world.desk().make_tag(&ada, name, None).await;
            assert_eq!(fault(made), of_name(expected));
            let changed = world.desk().change_tag(&ada, tag.id, &most, name, tag.colour).await;
            assert_eq!(fault(changed), of_name(expected));
        }
        assert_eq!(world.desk().tags(&ada).await.unwrap(), [tag]);
    }

    async fn the_list_has_an_end(world: &World) {
        let ada = administrator(world).await;
        let additions = (0..TAGS).map(|number| {
            let (desk, ada) = (world.desk(), &ada);
            async move { desk.make_tag(ada, &format!("Tag {number}"), None).await }
        });
        for made in futures::future::join_all(additions).await {
            made.unwrap();
        }
        let list = world.desk().tags(&ada).await.unwrap();
        assert_eq!(list.len(), TAGS);
        let one_more = world.desk().make_tag(&ada, "One more", None).await;
        assert_eq!(fault(one_more), of_name(Fault::TooMany { limit: TAGS }));
        world.desk().delete_tag(&ada, list[0].id).await.unwrap();
        world.desk().make_tag(&ada, "One more", None).await.unwrap();
    }

    async fn who_changes_second_is_told_and_changes_nothing(world: &World) {
        let ada = administrator(world).await;
        let tag = world.desk().make_tag(&ada, "Bug", None).await.unwrap();
        let first = world.desk().change_tag(&ada, tag.id, "Bug", "Fault", tag.colour).await.unwrap();
        let second = world.desk().change_tag(&ada, tag.id, "Bug", "Error", tag.colour).await;
        assert_eq!(fault(second), of_name(Fault::Changed));
        assert_eq!(world.desk().tags(&ada).await.unwrap(), [first]);
    }

    async fn of_two_who_make_one_at_once_one_is_told(world: &World) {
        let ben = world.user("Ben").await;
        let (one, other) = tokio::join!(
            world.desk().make_tag(&ben, "Bug", None),
            world.desk().make_tag(&ben, "bug", None),
        );
        assert!(one.is_ok() != other.is_ok());
        assert_eq!(world.desk().tags(&ben).await.unwrap().len(), 1);
    }
}
