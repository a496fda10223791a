//! What one node does for all.

use crate::stories;
use crate::world::{PASSWORD, World, refusal};
use domain::time::{DAY_MS, MINUTE_MS};
use domain::wire::Refusal;
use server::desk::{Job, SignIn, TokenHash};

/// How often all nodes together forget when they find at one instant that it is due.
async fn done_by_all(world: &World) -> Vec<Job> {
    let nodes = world.nodes().iter();
    let done = futures::future::join_all(nodes.map(server::desk::Desk::do_due_jobs)).await;
    let done = done.into_iter().flat_map(Result::unwrap);
    done.filter(|job| *job == Job::Forget).collect()
}

stories! {
    async fn a_job_is_done_by_one_node_each_time_it_is_due(world: &World) {
        assert_eq!(done_by_all(world).await, [Job::Forget]);
        assert_eq!(done_by_all(world).await, []);
        world.clock.advance(10 * MINUTE_MS - 1);
        assert_eq!(done_by_all(world).await, []);
        world.clock.advance(1);
        assert_eq!(done_by_all(world).await, [Job::Forget]);
    }

    async fn what_is_over_for_good_is_forgotten_and_nothing_else(world: &World) {
        let ada = world.operator("Ada").await;
        let sign_in = || SignIn {
            email: ada.email.clone(),
            password: PASSWORD.to_owned(),
            user_agent: String::new(),
            address: "192.0.2.1".to_owned(),
        };
        let old = TokenHash::of(&world.desk().sign_in(sign_in()).await.unwrap().session().unwrap());
        world.clock.advance(13 * DAY_MS);
        let new = TokenHash::of(&world.desk().sign_in(sign_in()).await.unwrap().session().unwrap());
        assert_eq!(done_by_all(world).await, [Job::Forget]);
        assert_eq!(world.desk().sessions(&ada).await.unwrap().len(), 2);
        world.clock.advance(DAY_MS + MINUTE_MS);
        assert_eq!(done_by_all(world).await, [Job::Forget]);
        world.clock.advance(-2 * DAY_MS);
        // Had it not been forgotten, it would be valid at this earlier time.
        assert_eq!(refusal(world.desk().session(old).await), Refusal::Unauthorized);
        assert!(world.desk().session(new).await.is_ok());
    }
}
